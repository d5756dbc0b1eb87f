import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recombine, toggleChannel } from '../../../shared/figure/channelMap.ts';

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

test('toggling one channel at a time gives the same as recombining', () => {
  const value = fc.float({ min: -8, max: 8, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 24, maxLength: 24 }),
      fc.array(value, { minLength: 4, maxLength: 4 }),
      fc.uniqueArray(fc.integer({ min: 0, max: 3 })),
      (activations, weights, absent) => {
        const [a, w] = [Float32Array.from(activations), Float32Array.from(weights)];
        const dims = [4, 2, 3] as const;
        const { signed } = recombine(a, dims, w, new Set());
        for (const channel of absent) toggleChannel(signed, a, dims, w, channel, -1);
        const expected = recombine(a, dims, w, new Set(absent)).signed;
        signed.forEach((actual, i) => expect(Math.abs(actual - expected[i]!)).toBeLessThan(1e-3));
        for (const channel of absent) toggleChannel(signed, a, dims, w, channel, 1);
        const back = recombine(a, dims, w, new Set()).signed;
        signed.forEach((actual, i) => expect(Math.abs(actual - back[i]!)).toBeLessThan(1e-3));
      },
    ),
  );
});
