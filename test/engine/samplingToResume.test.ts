import { expect, test } from 'vitest';
import { canBeOf, samplingToResume } from '../../main/engine/samplingToResume.ts';

const state = (seed: number, pairs: number) => ({
  seed,
  pairs,
  mean: Float64Array.of(2, -0.5),
  squares: Float64Array.of(0, 1),
});

test('goes on from the furthest of the seed asked for', () => {
  const [older, held, told] = [state(1, 90), state(2, 5), state(2, 7)];
  expect(samplingToResume([older, told], 2)).toBe(told);
  expect(samplingToResume([held, told], 2)).toBe(told);
  expect(samplingToResume([told, held], 2)).toBe(told);
  expect(() => samplingToResume([older], 2)).toThrow(/has seed 1 and cannot go on with 2/);
  expect(() => samplingToResume([], 2)).toThrow(/^No sampling is held/);
});

test.each([
  ['as it was told', true, {}],
  ['with the last digits of another processor', true, { mean: Float64Array.of(2.003, -0.5) }],
  ['of another game', false, { game: 'other' }],
  ['without a pair', false, { pairs: 0 }],
  ['of other channels', false, { mean: Float64Array.of(1, 0.5, 0) }],
  ['with squares of other channels', false, { squares: Float64Array.of(1) }],
  ['with a mean that is no number', false, { mean: Float64Array.of(NaN, 1.5) }],
  ['with an infinite square', false, { squares: Float64Array.of(Infinity, 1) }],
  ['with a negative square', false, { squares: Float64Array.of(0, -1) }],
  ['with means of another sum', false, { mean: Float64Array.of(2, 0.5) }],
])('a sampling %s is believed: %s', (_, believed, change) => {
  const told = { ...state(1, 3), game: 'game', ...change };
  expect(canBeOf(told, 'game', { layerShape: [2, 7, 7], base: 0.5, score: 2 })).toBe(believed);
});
