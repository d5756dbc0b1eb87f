import { expect, test } from 'vitest';
import { displayRange } from '../../../shared/figure/range.ts';

function mapOf(...values: number[]) {
  const signed = Float32Array.from(values);
  return { height: 1, width: values.length, signed, relu: signed.map((value) => Math.max(0, value)) };
}

test('magnitude: smallest to largest after ReLU', () => {
  expect(displayRange(mapOf(-3, 0.5, 2), false)).toEqual({ low: 0, high: 2, quality: { kind: 'ok' } });
  expect(displayRange(mapOf(1, 0.5, 2), false)).toMatchObject({ low: 0.5, high: 2 });
});

test('signed: symmetric about zero', () => {
  expect(displayRange(mapOf(-3, 0.5, 2), true)).toEqual({ low: -3, high: 3, quality: { kind: 'ok' } });
});

test('an empty, flat or non-finite map is told apart and says what to try', () => {
  expect(displayRange(mapOf(-3, -1, 0), false).quality).toMatchObject({
    kind: 'empty',
    advice: expect.stringContaining('signed map'),
  });
  expect(displayRange(mapOf(-3, -1, 0), true).quality.kind).toBe('ok');
  expect(displayRange(mapOf(0, 0), true).quality).toMatchObject({ kind: 'empty' });
  expect(displayRange(mapOf(2, 2, 2), false).quality).toMatchObject({ kind: 'flat' });
  expect(displayRange(mapOf(1000, 1000.0005), false).quality).toMatchObject({ kind: 'flat' });
  for (const bad of [NaN, Infinity]) {
    expect(displayRange(mapOf(1, bad, 2), false).quality).toMatchObject({ kind: 'not-finite' });
  }
});
