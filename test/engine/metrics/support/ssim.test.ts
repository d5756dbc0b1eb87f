import { expect, test } from 'vitest';
import { structuralSimilarity } from '../../../../main/engine/metrics/support/ssim.ts';
import { references } from '../../../support/metricReferences.ts';

const { height, width, value } = references.ssim;
const a = Float32Array.from(references.ssim.a);
const b = Float32Array.from(references.ssim.b);

test("is scikit-image's", () => {
  expect(structuralSimilarity(a, b, height, width)).toBeCloseTo(value, 6);
});

test('is 1 for equal images, the same both ways, and undefined where no window fits', () => {
  expect(structuralSimilarity(a, a, height, width)).toBeCloseTo(1, 12);
  expect(structuralSimilarity(b, a, height, width)).toBe(structuralSimilarity(a, b, height, width));
  expect(structuralSimilarity(new Float32Array(100), new Float32Array(100), 10, 10)).toBeNull();
});
