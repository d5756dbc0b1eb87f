/** How well an additive attribution adds up (method: completeness residual). */
export interface Completeness {
  /** r = sum_k alpha_k - (F_c(A) - F_c(0)). */
  readonly residual: number;
  /** |r| <= 1e-3 |F_c(A) - F_c(0)| + 1e-5 sum|contributions|. */
  readonly accurate: boolean;
  /** sum|contributions| / |F_c(A) - F_c(0)|; null where the difference is zero. */
  readonly cancellation: number | null;
}

/** @param magnitude sum|contributions|, element by element */
export function completeness(alpha: Float32Array, difference: number, magnitude: number): Completeness {
  let sum = 0;
  for (const weight of alpha) sum += weight;
  const residual = sum - difference;
  return {
    residual,
    accurate: Math.abs(residual) <= 1e-3 * Math.abs(difference) + 1e-5 * magnitude,
    cancellation: difference === 0 ? null : magnitude / Math.abs(difference),
  };
}
