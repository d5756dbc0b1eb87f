import { describe, expect, test } from 'vitest';
import type { Builder } from '../../../main/engine/onnx/builder.ts';
import { gradient } from '../../../main/engine/propagation/gradient.ts';
import { lift } from '../../../main/engine/propagation/lift.ts';
import { multipliersOf } from '../../support/multipliersOf.ts';
import type { RuleCase } from '../../support/ruleCase.ts';

/*
 * Where a window holds its maximum more than once, the first position in row-major order has it, for x
 * and for x0. Completeness cannot see a wrong choice; these numbers are worked out by hand.
 */

const square = (op: string, build: (b: Builder, x: string) => string): [string, RuleCase] => [
  op,
  { name: op, shape: [1, 2, 2], build },
];

describe.each([
  square('MaxPool', (b, x) => b.node('MaxPool', [x], { kernel_shape: [2, 2] })),
  square('GlobalMaxPool', (b, x) => b.node('GlobalMaxPool', [x])),
  square('ReduceMax', (b, x) => b.node('ReduceMax', [x, b.ints([2, 3])])),
  square('ReduceMax of axes in another order', (b, x) => b.node('ReduceMax', [x, b.ints([-1, -2])])),
])('%s over one window', (_, each) => {
  test('the derivative goes to the first of equal maxima', async () => {
    expect(await multipliersOf(each, gradient, { x: [0, 3, 3, 3], x0: [0, 0, 0, 0], seed: [2] })).toEqual([
      0, 2, 0, 0,
    ]);
  });

  test('a rise goes to the first maximum of x', async () => {
    // y - y0 = 3 to position 2, over x - x0 = 3.
    expect(await multipliersOf(each, lift, { x: [0, 0, 3, 3], x0: [0, 0, 0, 0], seed: [1] })).toEqual([
      0, 0, 1, 0,
    ]);
  });

  test('a fall goes to the first maximum of x0', async () => {
    // y - y0 = 1 - 2 to position 0, over x - x0 = 1 - 2; position 1 holds the same maximum of x0.
    expect(await multipliersOf(each, lift, { x: [1, 0, 1, 0], x0: [2, 2, 1, 0], seed: [1] })).toEqual([
      1, 0, 0, 0,
    ]);
  });
});

describe('ReduceMin', () => {
  const each: RuleCase = {
    name: 'ReduceMin',
    shape: [1, 2, 2],
    build: (b, x) => b.node('ReduceMin', [x, b.ints([2, 3])]),
  };

  test('goes to the first of equal minima, of x for a fall and of x0 for a rise', async () => {
    expect(await multipliersOf(each, lift, { x: [5, 1, 1, 5], x0: [3, 3, 3, 3], seed: [1] })).toEqual([
      0, 1, 0, 0,
    ]);
    expect(await multipliersOf(each, lift, { x: [4, 4, 9, 4], x0: [3, 2, 2, 5], seed: [1] })).toEqual([
      0, 1, 0, 0,
    ]);
  });
});

describe('MaxPool over windows that overlap', () => {
  const each: RuleCase = {
    name: 'row',
    shape: [1, 1, 4],
    build: (b, x) => b.node('MaxPool', [x], { kernel_shape: [1, 2] }),
  };

  test('what arrives at one position is added', async () => {
    // Windows (0,1), (1,2) have their maximum at 1, window (2,3) at 2, the first of two.
    const row = { x: [0, 5, 1, 1], x0: [0, 0, 0, 0], seed: [2, 3, 7] };
    expect(await multipliersOf(each, gradient, row)).toEqual([0, 5, 7, 0]);
    expect(await multipliersOf(each, lift, row)).toEqual([0, 5, 7, 0]);
  });

  test('a rise and a fall may meet', async () => {
    // Window (0,1): 4 -> 2, a fall at 1. Window (1,2): 4 -> 6, a rise at 2. Window (2,3): 3 -> 6, a rise at 2.
    const row = { x: [2, 2, 6, 0], x0: [1, 4, 3, 3], seed: [1, 1, 1] };
    // 1: -2 / (2 - 4) = 1; 2: (2 + 3) / (6 - 3).
    const [first, second, third, fourth] = await multipliersOf(each, lift, row);
    expect([first, second, fourth]).toEqual([0, 1, 0]);
    expect(third).toBeCloseTo(5 / 3, 12);
  });
});
