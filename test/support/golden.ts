import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { elementCount } from '../../shared/tensor.ts';

/** The golden set: expected numbers of small models, computed in float64 (see test/golden/README.md). */
const ROOT = join(import.meta.dirname, '../golden');

export interface GoldenArray {
  readonly offset: number;
  readonly shape: readonly number[];
  readonly file?: string;
}

export interface GoldenCase {
  readonly id: string;
  readonly model: string;
  readonly variant: string;
  readonly onnx: string;
  readonly target: string;
  readonly logits_tensor: string;
  readonly class: number;
  readonly image: number;
  readonly data: string;
  readonly arrays: Readonly<Record<string, GoldenArray>>;
  readonly difference: number;
  readonly cut: boolean;
  readonly cancellation: number;
  readonly gradient_times_activation_gap: number;
  readonly metrics: {
    readonly y: number;
    readonly o: number;
    readonly d: number;
    readonly ic: boolean;
    readonly ad: number;
    readonly add: number;
    readonly deletion_auc: number;
    readonly insertion_auc: number;
    readonly step: number;
  };
  readonly tolerance?: Readonly<Record<string, number>>;
}

export interface GoldenVariant {
  readonly file: string;
  readonly batch: 'dynamic' | 1;
  readonly input: {
    readonly name: string;
    readonly layout: 'NCHW' | 'NHWC';
    readonly shape: readonly number[];
  };
  readonly output: { readonly name: string; readonly kind: 'logits' | 'probabilities' };
  readonly logits_tensor: string;
}

interface Manifest {
  readonly tolerance: Readonly<Record<string, number>>;
  readonly blur: { readonly kernel: readonly number[] };
  readonly models: Readonly<Record<string, { readonly variants: Readonly<Record<string, GoldenVariant>> }>>;
  readonly cases: readonly GoldenCase[];
}

export const manifest = JSON.parse(readFileSync(join(ROOT, 'manifest.json'), 'utf8')) as Manifest;

export function goldenPath(file: string): string {
  return join(ROOT, file);
}

/** One expected array of a case. */
export function goldenArray(each: GoldenCase, name: string): Float32Array {
  const array = each.arrays[name];
  if (!array) throw new Error(`${each.id} has no array '${name}'`);
  const bytes = readFileSync(goldenPath(array.file ?? each.data));
  const start = bytes.byteOffset + array.offset;
  return new Float32Array(bytes.buffer.slice(start, start + 4 * elementCount(array.shape)));
}

/** The case's image in the layout of its model file. */
export function goldenInput(each: GoldenCase): Float32Array {
  const variant = manifest.models[each.model]?.variants[each.variant];
  const image = goldenArray(each, 'input');
  if (variant?.input.layout !== 'NHWC') return image;
  const [height, width, channels] = variant.input.shape as [number, number, number];
  const moved = new Float32Array(image.length);
  for (let c = 0; c < channels; c += 1) {
    for (let at = 0; at < height * width; at += 1)
      moved[at * channels + c] = image[c * height * width + at] as number;
  }
  return moved;
}

/** max |actual - expected| / max |expected|: the measure the golden tolerances are given in. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let error = 0;
  let scale = 0;
  for (let i = 0; i < expected.length; i += 1) {
    error = Math.max(error, Math.abs((actual[i] as number) - (expected[i] as number)));
    scale = Math.max(scale, Math.abs(expected[i] as number));
  }
  return Number.isNaN(error) ? Infinity : scale === 0 ? error : error / scale;
}

export function tolerance(each: GoldenCase, name: string, fallback = 1e-3): number {
  return each.tolerance?.[name] ?? manifest.tolerance[name] ?? fallback;
}
