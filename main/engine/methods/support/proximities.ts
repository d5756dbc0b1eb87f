import type { SampledCoalitions } from './sampledCoalitions.ts';

/** Distances between the whole activation A and a coalition's A_S. */
export type Distance = 'cosine' | 'euclidean';

/**
 * exp(-d² / 2 width²) of each coalition, d = 1 - cos(A, A_S) or |A - A_S|. As A_S is A with some channels at zero,
 * A · A_S = |A_S|² = sum of |A_k|² over the channels present. The empty coalition is at right angles: d = 1.
 */
export function proximities(
  activation: Float32Array,
  { count, columns }: SampledCoalitions,
  distance: Distance,
  width: number,
): Float64Array {
  const size = activation.length / columns.length;
  const squares = columns.map((_, k) =>
    activation.subarray(k * size, (k + 1) * size).reduce((sum, value) => sum + value * value, 0),
  );
  const whole = squares.reduce((sum, square) => sum + square, 0);
  const present = new Float64Array(count);
  for (const [k, column] of columns.entries())
    for (let index = 0; index < count; index += 1)
      if (column[index] === 1) present[index] = (present[index] as number) + (squares[k] as number);
  return present.map((square) => {
    const d =
      distance === 'cosine'
        ? 1 - (whole === 0 ? 0 : Math.sqrt(square / whole))
        : Math.sqrt(Math.max(0, whole - square));
    return Math.exp(-(d * d) / (2 * width * width));
  });
}
