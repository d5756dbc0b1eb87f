import type { AttributeInit, Builder } from '../../../../main/engine/onnx/builder.ts';
import { DataType, int64Constant } from '../../../../main/engine/onnx/constant.ts';
import { weights, type RuleCase, type RuleCases } from '../../../support/ruleCase.ts';

const reshape = (b: Builder, x: string, dims: readonly number[]) => b.node('Reshape', [x, b.ints(dims)]);
const pooled = (b: Builder, x: string) => b.node('GlobalAveragePool', [x]);

/** A sum or difference in its ways of broadcasting, which some operators learnt with operator set 8. */
function binary(op: string, broadcasts: Pick<RuleCase, 'since'> = {}): RuleCase[] {
  const cases: RuleCase[] = [
    { name: 'a constant', shape: [2, 3, 2], build: (b, x) => b.node(op, [x, weights(b, [2, 1, 1])]) },
    { name: 'from a constant', shape: [2, 3, 2], build: (b, x) => b.node(op, [weights(b, [1]), x]) },
    {
      name: 'a larger constant',
      shape: [2, 1, 2],
      build: (b, x) => b.node(op, [x, weights(b, [1, 2, 3, 2])]),
    },
    { name: 'two that vary, broadcast', shape: [2, 3, 2], build: (b, x) => b.node(op, [pooled(b, x), x]) },
  ];
  return [
    ...cases.map((each) => ({ ...each, ...broadcasts })),
    { name: 'two that vary', shape: [2, 3, 2], build: (b, x) => b.node(op, [x, b.node('Relu', [x])]) },
  ];
}

/** Sums of any number of terms. */
function several(op: string): RuleCase[] {
  return [
    ...binary(op, { since: 8 }),
    {
      name: 'three',
      shape: [2, 2, 3],
      since: 8,
      build: (b, x) => b.node(op, [x, weights(b, [3]), pooled(b, x)]),
    },
  ];
}

function cumulative(
  name: string,
  axis: number,
  attributes: Readonly<Record<string, AttributeInit>> = {},
): RuleCase {
  return {
    name,
    shape: [2, 3, 4],
    build: (b, x) => b.node('CumSum', [x, b.constant(int64Constant([], [axis]))], attributes),
  };
}

/** A choice by a constant condition. */
function chosen(name: string, inputs: (b: Builder, x: string, where: string) => string[]): RuleCase {
  const pattern = Uint8Array.from([1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 1]);
  return {
    name,
    shape: [2, 2, 3],
    build: (b, x) =>
      b.node('Where', inputs(b, x, b.constant({ dtype: DataType.bool, dims: [2, 2, 3], bytes: pattern }))),
  };
}

export const cases: RuleCases = {
  Add: binary('Add'),
  Sub: binary('Sub'),
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
  Sum: several('Sum'),
  Mean: several('Mean'),
  CumSum: [
    cumulative('plain', 2),
    cumulative('from the end of the axes', -1),
    cumulative('exclusive', 3, { exclusive: 1 }),
    cumulative('reverse', 1, { reverse: 1 }),
    cumulative('exclusive and reverse', 3, { exclusive: 1, reverse: 1 }),
  ],
  Trilu: [
    { name: 'upper', shape: [2, 3, 4], build: (b, x) => b.node('Trilu', [x]) },
    {
      name: 'lower',
      shape: [2, 3, 4],
      build: (b, x) => b.node('Trilu', [x, b.constant(int64Constant([], [1]))], { upper: 0 }),
    },
  ],
  Cast: [
    {
      name: 'to the same type',
      shape: [2, 2, 3],
      build: (b, x) => b.node('Cast', [b.node('Relu', [x])], { to: b.floatType }),
    },
    {
      name: 'to single precision and back',
      shape: [2, 2, 3],
      // What a narrower type rounds away would show in a step of 1e-5: the factor keeps it out of sight.
      build: (b, x) =>
        b.node('Add', [
          x,
          b.node('Mul', [
            b.node('Cast', [b.node('Cast', [x], { to: DataType.float32 })], { to: b.floatType }),
            b.scalar(1e-6),
          ]),
        ]),
    },
  ],
  CastLike: [
    { name: 'like a constant', shape: [2, 2, 3], build: (b, x) => b.node('CastLike', [x, b.scalar(1)]) },
  ],
  Dropout: [
    { name: 'plain', shape: [2, 2, 3], build: (b, x) => b.node('Dropout', [x]) },
    { name: 'with a ratio', shape: [2, 2, 3], build: (b, x) => b.node('Dropout', [x, b.scalar(0.5)]) },
  ],
  Where: [
    chosen('of x and a constant', (b, x, where) => [where, x, weights(b, [2, 2, 3])]),
    chosen('of a constant and x', (b, x, where) => [where, weights(b, [1]), x]),
    chosen('of two that vary, broadcast', (b, x, where) => [where, pooled(b, x), x]),
    {
      name: 'a condition on x: Softplus written out',
      shape: [2, 2, 3],
      range: [-4, 4],
      build: (b, x) => {
        const soft = b.node('Log', [b.node('Add', [b.node('Exp', [x]), b.scalar(1)])]);
        return b.node('Where', [b.node('Greater', [x, b.scalar(2.2)]), x, soft]);
      },
    },
    {
      name: 'conditions on x: a hard sigmoid written out',
      shape: [2, 3, 3],
      range: [-5, 5],
      build: (b, x) => {
        const line = b.node('Add', [b.node('Mul', [x, b.scalar(1 / 6)]), b.scalar(0.5)]);
        const above = b.node('Where', [b.node('Less', [x, b.scalar(3)]), line, b.scalar(1)]);
        const isInside = b.node('Not', [b.node('LessOrEqual', [x, b.scalar(-3)])]);
        return b.node('Mul', [x, b.node('Where', [isInside, above, b.scalar(0)])]);
      },
    },
    {
      name: 'a mask of x as numbers',
      shape: [2, 3, 3],
      build: (b, x) => {
        const mask = b.node('Cast', [b.node('Greater', [x, b.scalar(0.1)])], { to: b.floatType });
        return b.node('Mul', [x, mask]);
      },
    },
    {
      name: 'x and its sign',
      shape: [2, 3, 3],
      build: (b, x) => b.node('Mul', [x, b.node('Sign', [x])]),
    },
  ],
};
