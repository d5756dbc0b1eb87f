/** base + sum of alpha over the present channels: what an additive model predicts for v(S). Summed in float64. */
export function additivePrediction(base: number, alpha: Float32Array, absent: ReadonlySet<number>): number {
  let sum = base;
  for (let channel = 0; channel < alpha.length; channel++) {
    if (!absent.has(channel)) sum += alpha[channel] as number;
  }
  return sum;
}
