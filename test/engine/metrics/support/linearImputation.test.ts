import { expect, test } from 'vitest';
import { imputeLinearly } from '../../../../main/engine/metrics/support/linearImputation.ts';
import { randomStream } from '../../../../main/engine/random.ts';
import { relativeError } from '../../../support/golden.ts';
import { references } from '../../../support/metricReferences.ts';

const { height, width, image, cases } = references.imputation;
const input = { name: 'x', layout: 'NCHW' as const, channels: 3, height, width };

test.each(cases)('imputes as the published code does', ({ missing, filled }) => {
  const indices = Uint32Array.from(missing);
  const own = imputeLinearly(Float32Array.from(image), indices, input, 0, randomStream(0));
  expect(relativeError(own, filled)).toBeLessThan(1e-6);
});

test('an image of the other layout is imputed alike', () => {
  const area = height * width;
  const nhwc = Float32Array.from(image, (_, at) => image[(at % 3) * area + Math.floor(at / 3)] as number);
  const [first] = cases;
  const indices = Uint32Array.from(first?.missing ?? []);
  const own = imputeLinearly(nhwc, indices, { ...input, layout: 'NHWC' }, 0, randomStream(0));
  const back = own.map((_, at) => own[(at % area) * 3 + Math.floor(at / area)] as number);
  expect(relativeError(back, first?.filled ?? [])).toBeLessThan(1e-6);
});

test('a plane that leans stays a plane, and a corner is the mean of its neighbours', () => {
  const plain = { name: 'x', layout: 'NCHW' as const, channels: 1, height: 3, width: 3 };
  const plane = Float32Array.from({ length: 9 }, (_, at) => 2 * (at % 3) + 5 * Math.floor(at / 3));
  const middle = imputeLinearly(plane, Uint32Array.of(4), plain, 0, randomStream(0));
  expect(relativeError(middle, plane)).toBeLessThan(1e-6);
  const corner = imputeLinearly(plane, Uint32Array.of(0), plain, 0, randomStream(0));
  // (2/6 + 5/6 + 7/12) / (1/6 + 1/6 + 1/12)
  expect(corner[0]).toBeCloseTo(4.2, 5);
});

test('noise has the deviation asked for, touches imputed pixels only, and repeats with its seed', () => {
  const missing = Uint32Array.from({ length: 119 }, (_, at) => at + 1);
  const of = (seed: number, noise: number) =>
    imputeLinearly(new Float32Array(360), missing, input, noise, randomStream(seed));
  const noisy = of(1, 0.5);
  expect([...noisy]).toEqual([...of(1, 0.5)]);
  expect([...noisy]).not.toEqual([...of(2, 0.5)]);
  expect([noisy[0], noisy[120], noisy[240]]).toEqual([0, 0, 0]);
  const deviation = Math.sqrt(noisy.reduce((sum, value) => sum + value * value, 0) / 357);
  expect(deviation).toBeGreaterThan(0.45);
  expect(deviation).toBeLessThan(0.55);
});
