import type { ImageInput } from '../../classifier.ts';

const LENGTH = 11;
const SIGMA = 5;

/**
 * RISE's blur (Petsiuk et al. 2018): a Gaussian of sigma 5 on an 11-wide grid, what falls outside folded
 * back at the border (reflection), zero padding of 5.
 * @param image the model's input tensor for one image
 */
export function blurImage(image: Float32Array, input: ImageInput): Float32Array {
  const { height, width } = input;
  const [along, across] = [strideOf(input, 'x'), strideOf(input, 'y')];
  const rows = convolveLines(image, input, width, along, height, across);
  return convolveLines(rows, input, height, across, width, along);
}

/** Distance between neighbours in the tensor. */
function strideOf({ layout, channels, width }: ImageInput, axis: 'x' | 'y'): number {
  const pixel = layout === 'NCHW' ? 1 : channels;
  return axis === 'x' ? pixel : width * pixel;
}

function convolveLines(
  source: Float32Array,
  { layout, channels, height, width }: ImageInput,
  length: number,
  stride: number,
  lines: number,
  lineStride: number,
): Float32Array {
  const result = new Float32Array(source.length);
  const plane = layout === 'NCHW' ? height * width : 1;
  const reach = (LENGTH - 1) / 2;
  for (let channel = 0; channel < channels; channel += 1) {
    for (let line = 0; line < lines; line += 1) {
      const start = channel * plane + line * lineStride;
      for (let at = 0; at < length; at += 1) {
        let sum = 0;
        for (let k = Math.max(0, at - reach); k <= Math.min(length - 1, at + reach); k += 1) {
          sum += (KERNEL[k - at + reach] as number) * (source[start + k * stride] as number);
        }
        result[start + at * stride] = sum;
      }
    }
  }
  return result;
}

const KERNEL = foldedGaussian();

/** One axis of the kernel: a Gaussian cut off at 4 sigma, sampled on integers, folded into the grid. */
function foldedGaussian(): number[] {
  const cut = Math.trunc(4 * SIGMA + 0.5);
  const centre = (LENGTH - 1) / 2;
  const weight = (offset: number) => Math.exp((-0.5 * offset * offset) / (SIGMA * SIGMA));
  let total = 0;
  for (let offset = -cut; offset <= cut; offset += 1) total += weight(offset);
  const kernel = Array.from({ length: LENGTH }, () => 0);
  for (let offset = -cut; offset <= cut; offset += 1) {
    const wrapped = (((centre + offset) % (2 * LENGTH)) + 2 * LENGTH) % (2 * LENGTH);
    const folded = wrapped < LENGTH ? wrapped : 2 * LENGTH - 1 - wrapped;
    kernel[folded] = (kernel[folded] as number) + weight(offset) / total;
  }
  return kernel;
}
