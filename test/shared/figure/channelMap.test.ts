import { expect, test } from 'vitest';
import { recombine } from '../../../shared/figure/channelMap.ts';

const shape = [3, 1, 2] as const;
const activation = Float32Array.of(1, 2, 3, 4, 5, 6);
const alpha = Float32Array.of(1, -2, 0.5);

test('sums alpha_k A_k over the present channels', () => {
  const all = recombine(activation, shape, alpha, new Set());
  expect([...all.signed]).toEqual([1 - 6 + 2.5, 2 - 8 + 3]);
  expect([...all.relu]).toEqual([0, 0]);
  const some = recombine(activation, shape, alpha, new Set([1]));
  expect([...some.signed]).toEqual([3.5, 5]);
  expect([...some.relu]).toEqual([3.5, 5]);
  expect([...recombine(activation, shape, alpha, new Set([0, 1, 2])).signed]).toEqual([0, 0]);
});
