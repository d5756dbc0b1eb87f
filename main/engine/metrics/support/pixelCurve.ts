import { inputStrides } from '../../../../shared/inputStrides.ts';
import type { CancelSignal } from '../../../../shared/job.ts';
import { throwIfCancelled } from '../../cancel.ts';
import type { ImageInput } from '../../classifier.ts';
import { baselineImage, type Baseline } from './baseline.ts';

export type CurveKind = 'deletion' | 'insertion';

/** RISE's: what is taken away becomes zeros, what is revealed lies on a blurred image. */
export const RISE_BASELINES = { deletion: 'zeros', insertion: 'blur' } as const;

export interface CurveOptions {
  readonly kind: CurveKind;
  /** Pixel indices, the first to be changed first. */
  readonly ranking: Uint32Array;
  /** Pixels changed per step. */
  readonly step: number;
  /** What deletion ends with and insertion begins with. */
  readonly baseline: Baseline;
}

/** Perturbed images that run together: enough to fill the processor, few enough to cancel promptly. */
const BATCH = 8;

/**
 * Deletion and insertion (RISE, Petsiuk et al. 2018): the most salient pixels become those of the baseline, or are
 * revealed on it, `step` at a time.
 * @param image the model's input tensor for one image
 * @param score of the class on each of `count` images laid one after another
 * @param onPoints told the points as they come, with the index of the first; waited for before the next batch
 * @returns n + 1 scores, n = ceil(pixels / step)
 * @throws WorkbenchError 'cancelled' between two batches
 */
export async function pixelCurve(
  image: Float32Array,
  input: ImageInput,
  options: CurveOptions,
  score: (images: Float32Array, count: number) => Promise<number[]>,
  onPoints: (first: number, scores: number[]) => unknown,
  signal: CancelSignal,
): Promise<number[]> {
  const { ranking, step } = options;
  const steps = Math.ceil(ranking.length / step);
  const { current, finish } = endsOf(image, input, options);
  const points: number[] = [];
  for (let first = 0; first <= steps; first += BATCH) {
    throwIfCancelled(signal, 'The curve');
    const count = Math.min(BATCH, steps + 1 - first);
    const images = new Float32Array(count * image.length);
    for (let index = 0; index < count; index += 1) {
      const done = first + index;
      if (done > 0) copyPixels(current, finish, ranking.subarray((done - 1) * step, done * step), input);
      images.set(current, index * image.length);
    }
    const some = await score(images, count);
    points.push(...some);
    await onPoints(first, some);
  }
  return points;
}

/** The image of one point of the curve, after `done` steps. */
export function perturbedImage(
  image: Float32Array,
  input: ImageInput,
  options: CurveOptions,
  done: number,
): Float32Array {
  const { current, finish } = endsOf(image, input, options);
  copyPixels(current, finish, options.ranking.subarray(0, done * options.step), input);
  return current;
}

/** What a curve begins with, to be changed pixel by pixel, and what it ends with. */
function endsOf(
  image: Float32Array,
  input: ImageInput,
  { kind, baseline }: CurveOptions,
): { readonly current: Float32Array; readonly finish: Float32Array } {
  const plain = baselineImage(image, input, baseline);
  return kind === 'deletion' ? { current: image.slice(), finish: plain } : { current: plain, finish: image };
}

/** Area under a curve by the trapezoidal rule, x from 0 to 1: (sum s - s_0/2 - s_n/2) / n. */
export function areaUnderCurve(points: readonly number[]): number {
  const sum = points.reduce((total, point) => total + point, 0);
  return (sum - ((points[0] as number) + (points.at(-1) as number)) / 2) / (points.length - 1);
}

function copyPixels(to: Float32Array, from: Float32Array, pixels: Uint32Array, input: ImageInput): void {
  const { pixel, plane } = inputStrides(input);
  for (const index of pixels) {
    for (let channel = 0; channel < input.channels; channel += 1) {
      const at = index * pixel + channel * plane;
      to[at] = from[at] as number;
    }
  }
}
