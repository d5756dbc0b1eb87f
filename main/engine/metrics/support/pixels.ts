import type { ImageInput } from '../../classifier.ts';

/** Steps in the input tensor from one pixel to the next, and from one channel to the next. */
export function strides({ layout, channels, height, width }: ImageInput): { pixel: number; plane: number } {
  return layout === 'NCHW' ? { pixel: 1, plane: height * width } : { pixel: channels, plane: 1 };
}

/** weights∘x: every channel of the image times one weight a pixel. @param weights row-major [height, width] */
export function weighPixels(image: Float32Array, weights: Float32Array, input: ImageInput): Float32Array {
  const { pixel, plane } = strides(input);
  const weighted = new Float32Array(image.length);
  for (let channel = 0; channel < input.channels; channel += 1) {
    for (const [at, weight] of weights.entries()) {
      const index = at * pixel + channel * plane;
      weighted[index] = weight * (image[index] as number);
    }
  }
  return weighted;
}
