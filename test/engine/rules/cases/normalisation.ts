import { float, type AttributeInit, type Builder } from '../../../../main/engine/onnx/builder.ts';
import { weights, type RuleCase, type RuleCases } from '../../../support/ruleCase.ts';

type Attributes = Readonly<Record<string, AttributeInit>>;

function norm(
  op: string,
  name: string,
  shape: RuleCase['shape'],
  parameters: readonly (readonly number[])[],
  attributes: Attributes = {},
  more: Partial<RuleCase> = {},
): RuleCase {
  return {
    name,
    shape,
    build: (b, x) => b.node(op, [x, ...parameters.map((dims, index) => weights(b, dims, index))], attributes),
    ...more,
  };
}

/** Gives the results of a softmax weights of their own: their sum is no function of x. */
const weighted = (b: Builder, y: string) => b.node('Mul', [y, weights(b, [2, 3, 4])]);

function softmax(op: string): RuleCase[] {
  const over = (name: string, attributes: Attributes): RuleCase => ({
    name,
    shape: [2, 3, 4],
    build: (b, x) => weighted(b, b.node(op, [x], attributes)),
  });
  return [over('last axis', {}), over('channels', { axis: 1 }), over('rows', { axis: -2 })];
}

const epsilon = float(0.1);

export const cases: RuleCases = {
  Softmax: [
    ...softmax('Softmax'),
    {
      name: 'attention weights',
      shape: [2, 3, 2],
      build: (b, x) => {
        const scores = b.node('MatMul', [x, b.node('Transpose', [x], { perm: [0, 1, 3, 2] })]);
        return b.node('MatMul', [b.node('Softmax', [scores]), x]);
      },
    },
    {
      name: 'of large numbers',
      shape: [1, 2, 3],
      range: [90, 94],
      atZero: false,
      build: (b, x) => b.node('Softmax', [x]),
    },
  ],
  LogSoftmax: softmax('LogSoftmax'),
  LayerNormalization: [
    norm('LayerNormalization', 'last axis', [2, 3, 4], [[4], [4]]),
    norm('LayerNormalization', 'no bias, epsilon', [2, 3, 4], [[4]], { epsilon }),
    norm(
      'LayerNormalization',
      'everything',
      [2, 3, 2],
      [
        [2, 3, 2],
        [2, 3, 2],
      ],
      { axis: 1, epsilon },
    ),
  ],
  RMSNormalization: [
    norm('RMSNormalization', 'last axis', [2, 3, 4], [[4]], {}, { since: 23 }),
    norm('RMSNormalization', 'rows', [2, 3, 4], [[3, 4]], { axis: -2, epsilon }, { since: 23 }),
  ],
  InstanceNormalization: [
    norm('InstanceNormalization', 'plane', [2, 3, 4], [[2], [2]]),
    norm('InstanceNormalization', 'epsilon', [3, 2, 3], [[3], [3]], { epsilon }),
  ],
  GroupNormalization: [
    norm(
      'GroupNormalization',
      'a scale for each group',
      [4, 2, 3],
      [[2], [2]],
      { num_groups: 2 },
      { newest: 20 },
    ),
    norm(
      'GroupNormalization',
      'a scale for each channel',
      [4, 2, 3],
      [[4], [4]],
      { num_groups: 2, epsilon },
      { since: 21, single: true },
    ),
    norm(
      'GroupNormalization',
      'one group',
      [3, 2, 2],
      [[3], [3]],
      { num_groups: 1 },
      { since: 21, single: true },
    ),
  ],
  MeanVarianceNormalization: [
    norm('MeanVarianceNormalization', 'plane', [2, 3, 4], [], { axes: [2, 3] }, { atZero: false }),
    norm(
      'MeanVarianceNormalization',
      'over the batch: one image at a time',
      [2, 3, 2],
      [],
      {},
      { atZero: false },
    ),
  ],
  LpNormalization: [
    norm('LpNormalization', 'last axis', [2, 3, 4], []),
    norm('LpNormalization', 'channels, p = 1', [2, 3, 4], [], { axis: 1, p: 1 }),
  ],
  LRN: [
    norm('LRN', 'odd size', [5, 2, 2], [], { size: 3, alpha: float(0.3), beta: float(0.6) }),
    norm('LRN', 'a bias', [5, 2, 2], [], { size: 3, alpha: float(0.3), bias: float(2) }),
    norm('LRN', 'as in AlexNet', [6, 2, 1], [], { size: 5 }, { range: [-30, 30] }),
  ],
};
