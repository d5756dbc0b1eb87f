import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BestImages } from '../../../main/engine/topImages/bestImages.ts';
import { channelStatistics } from '../../../main/engine/topImages/channelStatistics.ts';

/** Rows of values, one a channel, as images come. */
const offers = fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.float({ noNaN: true })), {
  maxLength: 40,
});

test('keeps of each channel the best that a sort of everything gives, ties in the order of coming', () => {
  fc.assert(
    fc.property(offers, fc.integer({ min: 1, max: 6 }), (rows, count) => {
      const best = new BestImages(2, count);
      const named = rows.map((values, index) => ({ image: `image-${String(index)}`, values }));
      for (const { image, values } of named) best.offer(image, Float32Array.from(values));
      for (const channel of [0, 1] as const) {
        const sorted = named
          .map(({ image, values }) => ({ image, value: Math.fround(values[channel]) }))
          .filter(({ value }) => value !== -Infinity)
          .sort((a, b) => b.value - a.value);
        expect(best.of(channel).map(({ image }) => image)).toEqual(
          sorted.slice(0, count).map(({ image }) => image),
        );
        expect(best.of(channel).map(({ value }) => value)).toEqual(
          sorted.slice(0, count).map(({ value }) => value),
        );
      }
    }),
  );
});

test('maximum and mean of each channel, of negative activations too', () => {
  const activation = Float32Array.of(1, 5, -2, 0, -4, -1, -3, -8);
  expect(channelStatistics(activation, 2)).toEqual({
    maximum: Float32Array.of(5, -1),
    mean: Float32Array.of(1, -4),
  });
});
