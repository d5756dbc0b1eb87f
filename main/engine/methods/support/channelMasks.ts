import { elementCount } from '../../../../shared/tensor.ts';
import { bilinearUpsampler } from '../../../../shared/upsample.ts';
import type { ActivationPoint, ActivationSession } from '../../activationSession.ts';
import { throwIfCancelled } from '../../cancel.ts';
import { inputDims, type ImageInput } from '../../classifier.ts';
import type { ImageContext } from '../method.ts';
import { rowsInMemory } from '../../batchRows.ts';
import { extent, range } from './range.ts';
import { variance } from './variance.ts';

/** A channel as a mask over the model's input. */
export interface ChannelMask {
  readonly channel: number;
  /** [height, width] of the input, made when it is asked for, since all of them would not fit into memory. */
  readonly values: () => Float32Array;
}

/** Added to max - min in pytorch-grad-cam, so that the mask of a constant channel is 0. */
const PGC_EPSILON = 1e-8;

/**
 * The channels as masks, those of largest variance first: A_k upsampled to the input and min-max normalised. A constant
 * channel makes no mask, or with `alignCorners` (as pytorch-grad-cam has it) one that hides everything.
 */
export function masks(
  { head }: ActivationSession,
  { activation }: ActivationPoint,
  { classifier }: ImageContext,
  alignCorners: boolean,
): ChannelMask[] {
  const [channels, height, width] = head.shape;
  const { input } = classifier;
  const planeOf = (k: number) => activation.subarray(k * height * width, (k + 1) * height * width);
  const spread = Float64Array.from({ length: channels }, (_, k) => variance(planeOf(k)));
  const upsampled = bilinearUpsampler(height, width, input.height, input.width, alignCorners);
  return Array.from({ length: channels }, (_, channel) => channel)
    .filter((k) => alignCorners || extent(planeOf(k)) > 0)
    .sort((a, b) => (spread[b] as number) - (spread[a] as number) || a - b)
    .map((channel) => ({
      channel,
      values: () => normalised(upsampled(planeOf(channel)), alignCorners ? PGC_EPSILON : 0),
    }));
}

/** (M - min M) / (max M - min M + epsilon), in place: plain loops, as there is a mask for each pass of the model. */
function normalised(mask: Float32Array, epsilon: number): Float32Array {
  const { low, high } = range(mask);
  const scale = 1 / (high - low + epsilon);
  for (let at = 0; at < mask.length; at += 1) mask[at] = ((mask[at] as number) - low) * scale;
  return mask;
}

/**
 * Logits of the image behind each mask, as many at a time as memory allows.
 * @param onLogits told the logits of each mask, in order
 * @throws WorkbenchError 'cancelled' between two runs
 */
export async function classifyMasked(
  session: ActivationSession,
  { tensor, classifier, signal, onProgress }: ImageContext,
  chosen: readonly ChannelMask[],
  onLogits: (logits: Float32Array, index: number) => void,
): Promise<void> {
  const { input, model, shapes } = classifier;
  const rows = Math.min(chosen.length, rowsInMemory(model.graph, shapes));
  const size = elementCount(inputDims(input, 1));
  const images = new Float32Array(rows * size);
  for (let first = 0; first < chosen.length; first += rows) {
    throwIfCancelled(signal, 'Explaining');
    const some = chosen.slice(first, first + rows);
    for (const [row, { values }] of some.entries())
      writeMasked(images.subarray(row * size, (row + 1) * size), tensor, values(), input);
    const batch = images.subarray(0, some.length * size);
    const told = (done: number) => onProgress?.(first + done, chosen.length);
    const results = await session.classify(batch, some.length, signal, told);
    for (const [row, each] of results.entries()) onLogits(each, first + row);
  }
}

/** Writes x ∘ M. @param mask [height, width] of the input */
function writeMasked(to: Float32Array, image: Float32Array, mask: Float32Array, input: ImageInput): void {
  const [pixel, plane] = input.layout === 'NCHW' ? [1, mask.length] : [input.channels, 1];
  for (let channel = 0; channel < input.channels; channel += 1) {
    let index = channel * plane;
    for (let at = 0; at < mask.length; at += 1, index += pixel)
      to[index] = (image[index] as number) * (mask[at] as number);
  }
}
