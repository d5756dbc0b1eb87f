import { expect, test } from 'vitest';
import { baselineImage } from '../../../../main/engine/metrics/support/baseline.ts';

const input = { name: 'x', channels: 2, height: 1, width: 2 } as const;

test('the mean colour is that of every channel by itself, in either layout', () => {
  const nchw = baselineImage(Float32Array.of(1, 3, 10, 30), { ...input, layout: 'NCHW' }, 'mean');
  expect([...nchw]).toEqual([2, 2, 20, 20]);
  const nhwc = baselineImage(Float32Array.of(1, 10, 3, 30), { ...input, layout: 'NHWC' }, 'mean');
  expect([...nhwc]).toEqual([2, 20, 2, 20]);
});

test('zeros are zeros, and leave the image as it is', () => {
  const image = Float32Array.of(1, 2, 3, 4);
  expect([...baselineImage(image, { ...input, layout: 'NCHW' }, 'zeros')]).toEqual([0, 0, 0, 0]);
  expect([...image]).toEqual([1, 2, 3, 4]);
});
