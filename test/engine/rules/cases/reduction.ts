import type { AttributeInit } from '../../../../main/engine/onnx/builder.ts';
import type { RuleCase, RuleCases } from '../../../support/ruleCase.ts';

type Attributes = Readonly<Record<string, AttributeInit>>;

/** A reduction over axes in the places where the batch is not. */
export function reductions(op: string, more: Partial<RuleCase> = {}): RuleCase[] {
  const over = (name: string, axes: readonly number[], attributes: Attributes = {}): RuleCase => ({
    name,
    shape: [2, 3, 4],
    build: (b, x) => b.node(op, [x, b.ints(axes)], attributes),
    ...more,
  });
  return [
    over('plane', [2, 3]),
    {
      name: 'no axes',
      shape: [2, 3, 2],
      build: (b, x) => b.node(op, [x], { noop_with_empty_axes: 1 }),
      ...more,
    },
    over('plane, axes from the end, dropped', [-1, -2], { keepdims: 0 }),
    over('channels', [1], { keepdims: 0 }),
    over('channels and rows', [1, 2]),
    over('rows', [2], { keepdims: 0 }),
    {
      name: 'where the batch is not first',
      shape: [2, 2, 3],
      build(b, x) {
        const moved = b.node('Transpose', [x], { perm: [2, 0, 3, 1] });
        return b.node('Transpose', [b.node(op, [moved, b.ints([0, 3])])], { perm: [1, 0, 2, 3] });
      },
      ...more,
    },
    {
      name: 'where the batch is merged with another axis',
      shape: [2, 2, 3],
      build: (b, x) =>
        b.node('Reshape', [
          b.node(op, [b.node('Reshape', [x, b.ints([2, 6])]), b.ints([1])]),
          b.ints([1, 2]),
        ]),
      ...more,
    },
  ];
}

export const cases: RuleCases = {
  ReduceMean: reductions('ReduceMean'),
  ReduceSum: reductions('ReduceSum'),
  ReduceMax: reductions('ReduceMax'),
  ReduceMin: reductions('ReduceMin'),
  ReduceL1: reductions('ReduceL1'),
  ReduceL2: reductions('ReduceL2'),
  ReduceSumSquare: reductions('ReduceSumSquare'),
  ReduceProd: reductions('ReduceProd'),
  ReduceLogSum: reductions('ReduceLogSum', { range: [0.3, 3], atZero: false }),
  ReduceLogSumExp: reductions('ReduceLogSumExp'),
};
