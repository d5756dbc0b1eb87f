import { floatConstant } from '../../../../main/engine/onnx/constant.ts';
import type { AttributeInit, Builder } from '../../../../main/engine/onnx/builder.ts';
import type { RuleCase, RuleCases } from '../../../support/ruleCase.ts';

type Attributes = Readonly<Record<string, AttributeInit>>;

function each(op: string, attributes: Attributes = {}, more: Partial<RuleCase> = {}): RuleCase {
  return {
    name: Object.keys(attributes).join(', ') || 'default',
    shape: [2, 3, 4],
    build: (b, x) => b.node(op, [x], attributes),
    ...more,
  };
}

const scalar = (b: Builder, value: number) => b.constant(floatConstant(b.floatType, [], [value]));

export const cases: RuleCases = {
  Relu: [each('Relu')],
  Sigmoid: [each('Sigmoid', {}, { range: [-6, 6] })],
  Clip: [
    each('Clip', {}, { name: 'no limits' }),
    each('Clip', {}, { name: 'low only', build: (b, x) => b.node('Clip', [x, scalar(b, -0.5)]) }),
    each('Clip', {}, { name: 'high only', build: (b, x) => b.node('Clip', [x, '', scalar(b, 0.5)]) }),
    each(
      'Clip',
      {},
      {
        name: 'both, as in ReLU6',
        range: [-4, 10],
        build: (b, x) => b.node('Clip', [x, scalar(b, 0), scalar(b, 6)]),
      },
    ),
  ],
};
