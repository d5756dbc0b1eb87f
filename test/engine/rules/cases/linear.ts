import type { AttributeInit, Builder } from '../../../../main/engine/onnx/builder.ts';
import { weights, type RuleCase, type RuleCases } from '../../../support/ruleCase.ts';

const reshape = (b: Builder, x: string, dims: readonly number[]) => b.node('Reshape', [x, b.ints(dims)]);
const pooled = (b: Builder, x: string) => b.node('GlobalAveragePool', [x]);

/** A sum or difference in its ways of broadcasting. */
function binary(op: string): RuleCase[] {
  return [
    { name: 'a constant', shape: [2, 3, 2], build: (b, x) => b.node(op, [x, weights(b, [2, 1, 1])]) },
    { name: 'from a constant', shape: [2, 3, 2], build: (b, x) => b.node(op, [weights(b, [1]), x]) },
    {
      name: 'a larger constant',
      shape: [2, 1, 2],
      build: (b, x) => b.node(op, [x, weights(b, [1, 2, 3, 2])]),
    },
    { name: 'two that vary', shape: [2, 3, 2], build: (b, x) => b.node(op, [x, b.node('Relu', [x])]) },
    { name: 'two that vary, broadcast', shape: [2, 3, 2], build: (b, x) => b.node(op, [pooled(b, x), x]) },
  ];
}

function reduction(op: string): RuleCase[] {
  const over = (
    name: string,
    axes: readonly number[] | null,
    attributes: Readonly<Record<string, AttributeInit>> = {},
  ): RuleCase => ({
    name,
    shape: [2, 3, 4],
    build: (b, x) => b.node(op, axes ? [x, b.ints(axes)] : [x], attributes),
  });
  return [
    over('plane', [2, 3]),
    over('plane, axes from the end, dropped', [-1, -2], { keepdims: 0 }),
    over('channels', [1], { keepdims: 0 }),
    over('channels and rows', [1, 2]),
    over('rows', [2], { keepdims: 0 }),
  ];
}

export const cases: RuleCases = {
  Add: binary('Add'),
  Sub: binary('Sub'),
  ReduceMean: [
    ...reduction('ReduceMean'),
    {
      name: 'no axes',
      shape: [2, 3, 2],
      build: (b, x) => b.node('ReduceMean', [x], { noop_with_empty_axes: 1 }),
    },
  ],
  ReduceSum: reduction('ReduceSum'),
  BatchNormalization: [
    {
      name: 'plane',
      shape: [3, 2, 3],
      build: (b, x) =>
        b.node('BatchNormalization', [
          x,
          weights(b, [3]),
          weights(b, [3], 2),
          weights(b, [3], 3),
          weights(b, [3], 4, 0.5, 2),
        ]),
    },
    {
      name: 'vectors, epsilon',
      shape: [3, 2, 2],
      build: (b, x) =>
        b.node(
          'BatchNormalization',
          [
            reshape(b, x, [1, 12]),
            weights(b, [12]),
            weights(b, [12], 2),
            weights(b, [12], 3),
            weights(b, [12], 4, 0.5, 2),
          ],
          {
            epsilon: { type: 'float', value: 0.1 },
          },
        ),
    },
  ],
};
