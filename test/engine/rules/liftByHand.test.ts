import { describe, expect, test } from 'vitest';
import type { Builder } from '../../../main/engine/onnx/builder.ts';
import { lift } from '../../../main/engine/propagation/lift.ts';
import { multipliersOf } from '../../support/multipliersOf.ts';
import type { RuleCase } from '../../support/ruleCase.ts';

/** LIFT multipliers of small expressions, worked out by hand from the rules of DeepLIFT Rescale. */
interface Example {
  readonly name: string;
  readonly build: (b: Builder, x: string) => string;
  readonly x: readonly number[];
  readonly x0: readonly number[];
  readonly seed: readonly number[];
  readonly expected: readonly number[];
}

/** The two channels of x. */
const pair = (b: Builder, x: string) =>
  b.nodeWithOutputs('Split', [x], 2, { axis: 1, num_outputs: 2 }) as [string, string];

const logistic = (x: number) => 1 / (1 + Math.exp(-x));
const silu = (x: number) => x * logistic(x);

const examples: readonly Example[] = [
  {
    name: 'Relu across its kink: (0 - 1) / (-1 - 1), (2 - 0) / (2 + 1)',
    build: (b, x) => b.node('Relu', [x]),
    x: [-1, 2],
    x0: [1, -1],
    seed: [1, 3],
    expected: [1 / 2, 2],
  },
  {
    name: 'Relu where x = x0: the derivative',
    build: (b, x) => b.node('Relu', [x]),
    x: [2, -1],
    x0: [2, -1],
    seed: [1, 1],
    expected: [1, 0],
  },
  {
    name: 'a product: (3 + 5) / 2, (2 + 1) / 2',
    build: (b, x) => b.node('Mul', pair(b, x)),
    x: [2, 3],
    x0: [1, 5],
    seed: [1],
    expected: [4, 1.5],
  },
  {
    name: 'a square, as a product: 3 + 1, 2 - 5',
    build: (b, x) => b.node('Mul', [x, x]),
    x: [3, 2],
    x0: [1, -5],
    seed: [1, 1],
    expected: [4, -3],
  },
  {
    name: 'a quotient: (1/3 + 1) / 2, -(6 + 2) / 2 * 1/3 * 1',
    build: (b, x) => b.node('Div', pair(b, x)),
    x: [6, 3],
    x0: [2, 1],
    seed: [1],
    expected: [2 / 3, -4 / 3],
  },
  {
    name: 'the larger of two, a + relu(b - a): (3 - 0) / (3 + 2) to b, the rest to a',
    build: (b, x) => b.node('Max', pair(b, x)),
    x: [1, 4],
    x0: [2, 0],
    seed: [1],
    expected: [0.4, 0.6],
  },
  {
    name: 'the smaller of two, a - relu(a - b): (0 - 2) / (-3 - 2) to b, the rest to a',
    build: (b, x) => b.node('Min', pair(b, x)),
    x: [1, 4],
    x0: [2, 0],
    seed: [1],
    expected: [0.6, 0.4],
  },
  {
    name: 'SiLU as a product with its gate: the finite difference',
    build: (b, x) => b.node('Mul', [x, b.node('Sigmoid', [x])]),
    x: [2, -3],
    x0: [-1, 0.5],
    seed: [1, 1],
    expected: [(silu(2) - silu(-1)) / 3, (silu(-3) - silu(0.5)) / -3.5],
  },
  {
    name: 'an inner layer: relu(2a - b) with a = 1 - 0, b = -1 - 0',
    build: (b, x) => {
      const [first, second] = pair(b, x);
      return b.node('Relu', [b.node('Sub', [b.node('Mul', [first, b.scalar(2)]), second])]);
    },
    x: [1, -1],
    x0: [-1, 0],
    // 2a - b: 3 against -2, so that relu passes 3/5.
    seed: [1],
    expected: [6 / 5, -3 / 5],
  },
  {
    name: 'a softmax: e = (2, 1), e0 = (1, 1), S = 3, S0 = 2',
    build: (b, x) => b.node('Softmax', [x], { axis: 1 }),
    x: [Math.LN2, 0],
    x0: [0, 0],
    seed: [1, 0],
    // To e: (1/3 + 1/2)/2 - (2 + 1)/2 * 1/6 = 1/6 and -1/4; to x: (2 - 1)/ln 2 and, where x = x0, e.
    expected: [1 / 6 / Math.LN2, -1 / 4],
  },
];

describe('LIFT by hand', () => {
  test.each(examples)('$name', async ({ build, expected, ...row }) => {
    const each: RuleCase = { name: 'by hand', shape: [2, 1, 1], build };
    const multipliers = await multipliersOf(each, lift, row);
    for (const [index, value] of expected.entries()) expect(multipliers[index]).toBeCloseTo(value, 12);
  });
});
