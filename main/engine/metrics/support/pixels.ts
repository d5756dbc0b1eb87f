import { inputStrides } from '../../../../shared/inputStrides.ts';
import type { ImageInput } from '../../classifier.ts';

/** weights∘x: every channel of the image times one weight a pixel. @param weights row-major [height, width] */
export function weighPixels(image: Float32Array, weights: Float32Array, input: ImageInput): Float32Array {
  const { pixel, plane } = inputStrides(input);
  const weighted = new Float32Array(image.length);
  for (let channel = 0; channel < input.channels; channel += 1) {
    for (const [at, weight] of weights.entries()) {
      const index = at * pixel + channel * plane;
      weighted[index] = weight * (image[index] as number);
    }
  }
  return weighted;
}
