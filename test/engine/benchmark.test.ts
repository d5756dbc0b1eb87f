import { expect, it } from 'vitest';
import { median } from '../../main/engine/benchmark.ts';

it.each([
  [[3], 3],
  [[9, 1, 5], 5],
  [[10, 2, 4, 100], 7],
])('the median of %j is %d', (values, middle) => {
  expect(median(values)).toBe(middle);
});
