import { expect, test } from 'vitest';
import { agreement, cosine, pearson, spearman, topOverlap } from '../../../shared/statistics/agreement.ts';

/** Numbers by scipy.stats (pearsonr, spearmanr) and numpy. */
test('the three measures of a pair with ties', () => {
  const a = [0.5, -1.25, 3, 0.5, 2];
  const b = [1, -0.5, 2.5, 0.25, -2];
  expect(cosine(a, b)).toBeCloseTo(0.3599309617, 9);
  expect(pearson(a, b)).toBeCloseTo(0.3270034856, 9);
  expect(spearman(a, b)).toBeCloseTo(0.3590924232, 9);
  expect(agreement(a, b)).toEqual({ cosine: cosine(a, b), pearson: pearson(a, b), spearman: spearman(a, b) });
});

test('scale changes none of them, a shift only the cosine, and order alone decides Spearman', () => {
  const a = [1, 2, 3, 5];
  expect(
    cosine(
      a,
      a.map((value) => 1e-30 * value),
    ),
  ).toBeCloseTo(1, 12);
  expect(
    cosine(
      a.map((value) => 1e200 * value),
      a.map((value) => -value),
    ),
  ).toBeCloseTo(-1, 12);
  const shifted = a.map((value) => value - 10);
  expect(pearson(a, shifted)).toBeCloseTo(1, 12);
  expect(cosine(a, shifted)).toBeLessThan(0);
  expect(spearman(a, [1, 10, 100, 1000])).toBeCloseTo(1, 12);
});

test('they are null where they are undefined', () => {
  expect(agreement([0, 0], [1, 2])).toEqual({ cosine: null, pearson: null, spearman: null });
  expect(agreement([0.1, 0.1, 0.1], [1, 2, 3])).toMatchObject({ pearson: null, spearman: null });
});

test('top-k overlap is null too where a vector is all zeros', () => {
  expect(topOverlap([0, 0, 0], [1, 2, 3], 2)).toBeNull();
  expect(topOverlap([1, 2, 3], [0, 0, 0], 2)).toBeNull();
});

test('top-k overlap goes by magnitude and takes the first of equal ones', () => {
  expect(topOverlap([5, -4, 1, 0], [-9, 0, 8, 1], 2)).toBe(0.5);
  expect(topOverlap([1, 1, 1], [0, 0, 3], 1)).toBe(0);
  expect(topOverlap([1, 2], [2, 1], 10)).toBe(1);
});
