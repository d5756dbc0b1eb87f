import { expect, test } from 'vitest';
import { principalProjection } from '../../../../main/engine/methods/support/principalProjection.ts';
import { relativeError } from '../../../support/golden.ts';
import { spread } from '../../../support/random.ts';

/** One pattern over 6 pixels, as strong in each channel as its factor, beside a constant that centring takes away. */
const PATTERN = [3, -1, -1, 0.5, -2, 0.5];
const outer = (factors: readonly number[]) =>
  factors.flatMap((factor, k) => PATTERN.map((value) => 10 * k + factor * value));

test.each([
  ['fewer channels than pixels', [2, -1, 2]],
  ['more channels than pixels', [2, -1, 2, 4, 0, 0, 1, 1]],
])('%s: a single pattern is found with its strength', (_name, factors) => {
  const strength = Math.hypot(...factors);
  const { values, warnings } = principalProjection(outer(factors), factors.length);
  expect(
    relativeError(
      values,
      PATTERN.map((value) => strength * value),
    ),
  ).toBeLessThan(1e-6);
  expect(warnings).toEqual([]);
});

test('the sign of the activations does not turn the map over', () => {
  const values = spread(8 * 25, 3);
  const { values: one } = principalProjection(values, 8);
  const { values: other } = principalProjection(
    values.map((value) => -value),
    8,
  );
  expect(relativeError(one, other)).toBeLessThan(1e-6);
  expect(Math.max(...one)).toBeGreaterThanOrEqual(-Math.min(...one));
});

test('constant channels have no direction', () => {
  const { values, warnings } = principalProjection([4, 4, 4, 4, 7, 7, 7, 7], 2);
  expect([...values]).toEqual([0, 0, 0, 0]);
  expect(warnings).toEqual([]);
});

test('two directions as good as equally strong are owned up to', () => {
  const nearly = 1 + 1e-9;
  const { warnings } = principalProjection([1, -1, 0, 0, 0, 0, nearly, -nearly], 2);
  expect(warnings).toHaveLength(1);
});
