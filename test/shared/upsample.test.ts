import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { upsampleBilinear, upsampleNearest } from '../../shared/upsample.ts';

describe('upsampleBilinear', () => {
  test("2 × 2 to 4 × 4: torch's align_corners=false", () => {
    expect([...upsampleBilinear([1, 2, 3, 4], 2, 2, 4, 4)]).toEqual([
      1, 1.25, 1.75, 2, 1.5, 1.75, 2.25, 2.5, 2.5, 2.75, 3.25, 3.5, 3, 3.25, 3.75, 4,
    ]);
  });

  test('3 to 5 and 4 to 2 along one axis', () => {
    expect([...upsampleBilinear([0, 10, 20], 1, 3, 1, 5)].map((v) => Number(v.toFixed(5)))).toEqual([
      0, 4, 10, 16, 20,
    ]);
    expect([...upsampleBilinear([0, 1, 2, 3], 1, 4, 1, 2)]).toEqual([0.5, 2.5]);
  });

  test('a ramp stays a ramp away from the edges, and the range is kept', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 2, max: 40 }), (size, target) => {
        const ramp = Float32Array.from({ length: size }, (_, i) => i);
        const out = upsampleBilinear(ramp, 1, size, 1, target);
        out.forEach((value, i) => {
          const at = ((i + 0.5) * size) / target - 0.5;
          expect(value).toBeCloseTo(Math.min(size - 1, Math.max(0, at)), 4);
        });
      }),
    );
  });
});

test("upsampleNearest: floor(i * size / target), torch's nearest", () => {
  expect([...upsampleNearest([1, 2, 3], 1, 3, 1, 5)]).toEqual([1, 1, 2, 2, 3]);
  expect([...upsampleNearest([1, 2, 3, 4], 2, 2, 2, 4)]).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
});
