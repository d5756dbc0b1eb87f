import { randomOrder, randomStream } from '../../random.ts';

/** Pixel indices by falling value; equal values keep ascending row-major order (golden: ties). */
export function rankByValue(values: Float32Array): Uint32Array {
  return Uint32Array.from(values.keys()).sort(
    (a, b) => (values[b] as number) - (values[a] as number) || a - b,
  );
}

/** A seeded random order of `count` pixels, the control that a map is held against. */
export function randomRanking(count: number, seed: number): Uint32Array {
  return randomOrder(count, randomStream(seed));
}
