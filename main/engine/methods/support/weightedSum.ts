/** sum_k alpha_k A_k. @param activation row-major [C, H, W] @returns [H, W] */
export function weightedSum(alpha: Float32Array, activation: Float32Array): Float32Array {
  const size = activation.length / alpha.length;
  const sum = new Float64Array(size);
  for (const [k, weight] of alpha.entries()) {
    for (let at = 0; at < size; at += 1)
      sum[at] = (sum[at] as number) + weight * (activation[k * size + at] as number);
  }
  return Float32Array.from(sum);
}
