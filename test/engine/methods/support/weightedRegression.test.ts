import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import {
  weightedRegression,
  type Penalty,
} from '../../../../main/engine/methods/support/weightedRegression.ts';

interface Table {
  readonly columns: readonly (readonly number[])[];
  readonly y: readonly number[];
  readonly weights: readonly number[];
  readonly fits: readonly {
    readonly penalty: Penalty;
    readonly strength: number;
    readonly coefficients: readonly number[];
  }[];
}

/** What scikit-learn fits (fixtures/regression/make.py). */
const FILE = path.join(import.meta.dirname, '../../../fixtures/regression/expected.json');
const table = JSON.parse(readFileSync(FILE, 'utf8')) as Table;
const [y, weights] = [Float64Array.from(table.y), Float64Array.from(table.weights)];

test.each(table.fits)('$penalty of strength $strength is scikit-learn’s', ({ coefficients, ...options }) => {
  const fit = weightedRegression(table.columns, y, weights, options.penalty, options.strength);
  expect(fit.settled).toBe(true);
  for (const [at, value] of coefficients.entries()) expect(fit.coefficients[at]).toBeCloseTo(value, 6);
});

test('a strong lasso leaves nothing', () => {
  const fit = weightedRegression(table.columns, y, weights, 'lasso', 100);
  expect(fit.coefficients.every((value) => value === 0)).toBe(true);
});
