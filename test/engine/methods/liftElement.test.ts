import { expect, test } from 'vitest';
import { relativeError } from '../../support/golden.ts';
import { methodReferences, onReferenceNetwork } from '../../support/methodReferences.ts';

test('a place of the map is the sum over the channels of captum’s DeepLIFT contributions', async () => {
  const { signed, alpha, magnitude } = await onReferenceNetwork('lift-element');
  const { contributions } = methodReferences;
  const expected = Float64Array.from(signed, () => 0);
  for (const [at, value] of contributions.entries()) expected[at % signed.length]! += value;
  expect(relativeError(signed, expected)).toBeLessThan(1e-4);
  expect(alpha).toBeNull();
  const sum = contributions.reduce((total, value) => total + Math.abs(value), 0);
  expect(Math.abs((magnitude ?? NaN) - sum)).toBeLessThan(1e-4 * sum);
});
