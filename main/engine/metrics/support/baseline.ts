import * as z from 'zod';
import { inputStrides } from '../../../../shared/inputStrides.ts';
import type { ImageInput } from '../../classifier.ts';
import { blurImage } from './blur.ts';

const BASELINES = ['zeros', 'blur', 'mean'] as const;
/** An image without what the map is about: zeros in normalised input space, the image blurred, its mean colour. */
export type Baseline = (typeof BASELINES)[number];

export function baselineParam(standard: Baseline) {
  return z.enum(BASELINES).default(standard).meta({
    title: 'Baseline',
    description: 'What stands in the place of a pixel: zeros, the blurred image, or its mean colour.',
  });
}

/** @param image the model's input tensor for one image @returns a tensor of its own */
export function baselineImage(image: Float32Array, input: ImageInput, baseline: Baseline): Float32Array {
  if (baseline === 'blur') return blurImage(image, input);
  return baseline === 'mean' ? meanColour(image, input) : new Float32Array(image.length);
}

function meanColour(image: Float32Array, input: ImageInput): Float32Array {
  const { pixel, plane } = inputStrides(input);
  const pixels = input.height * input.width;
  const plain = new Float32Array(image.length);
  for (let channel = 0; channel < input.channels; channel += 1) {
    let sum = 0;
    for (let at = 0; at < pixels; at += 1) sum += image[at * pixel + channel * plane] as number;
    for (let at = 0; at < pixels; at += 1) plain[at * pixel + channel * plane] = sum / pixels;
  }
  return plain;
}
