import { expect, test } from 'vitest';
import { ranks } from '../../../shared/statistics/ranks.ts';

test('ranks start at 1, and equal values share the mean of theirs', () => {
  expect([...ranks([30, 10, 20])]).toEqual([3, 1, 2]);
  expect([...ranks([5, 1, 5, 5, 7])]).toEqual([3, 1, 3, 3, 5]);
  expect([...ranks([0, -0])]).toEqual([1.5, 1.5]);
  expect([...ranks([])]).toEqual([]);
});
