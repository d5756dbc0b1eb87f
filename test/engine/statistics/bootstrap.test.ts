import { expect, test } from 'vitest';
import { bootstrapMean } from '../../../main/engine/statistics/bootstrap.ts';
import { randomStream, standardNormal } from '../../../main/engine/random.ts';

test('is the mean, between ends that hold it', () => {
  const interval = bootstrapMean([1, 2, 3, 4, 10], 0);
  expect(interval?.mean).toBe(4);
  expect(interval?.n).toBe(5);
  expect(interval?.low).toBeLessThan(4);
  expect(interval?.high).toBeGreaterThan(4);
});

test('repeats with its seed', () => {
  const values = Array.from({ length: 20 }, (_, at) => Math.sqrt(at + 2));
  expect(bootstrapMean(values, 7)).toEqual(bootstrapMean(values, 7));
  expect(bootstrapMean(values, 7)?.low).not.toBe(bootstrapMean(values, 8)?.low);
});

test('of a large sample it is the interval of the normal distribution', () => {
  const random = randomStream(1);
  const values = Array.from({ length: 1000 }, () => standardNormal(random));
  const { mean = 0, low, high } = bootstrapMean(values, 0) ?? {};
  const reach = 1.96 / Math.sqrt(1000);
  expect(Math.abs((high ?? 0) - mean - reach)).toBeLessThan(0.1 * reach);
  expect(Math.abs(mean - (low ?? 0) - reach)).toBeLessThan(0.1 * reach);
});

test('has no ends for one value, and is nothing for none', () => {
  expect(bootstrapMean([3], 0)).toEqual({ mean: 3, low: null, high: null, n: 1 });
  expect(bootstrapMean([], 0)).toBeNull();
});
