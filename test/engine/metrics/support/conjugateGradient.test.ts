import { expect, test } from 'vitest';
import { conjugateGradient } from '../../../../main/engine/metrics/support/conjugateGradient.ts';

/** [[4, 1, 0], [1, 3, 1], [0, 1, 2]], whose solution for [6, 10, 8] is [1, 2, 3]. */
const MATRIX = [
  [4, 1, 0],
  [1, 3, 1],
  [0, 1, 2],
];
const system = {
  size: 3,
  diagonal: Float64Array.of(4, 3, 2),
  multiply: (x: Float64Array, out: Float64Array) => {
    for (const [row, entries] of MATRIX.entries())
      out[row] = entries.reduce((sum, entry, column) => sum + entry * (x[column] as number), 0);
  },
};

test('solves a system whose solution is known', () => {
  const x = conjugateGradient(system, Float64Array.of(6, 10, 8));
  for (const [at, value] of [1, 2, 3].entries()) expect(x[at]).toBeCloseTo(value, 10);
});

test('answers zeros with zeros', () => {
  expect([...conjugateGradient(system, new Float64Array(3))]).toEqual([0, 0, 0]);
});
