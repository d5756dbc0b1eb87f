/**
 * sum_k of a number per element, [H, W], summed in float64.
 * @param multiplier row-major [C, H, W]
 * @param activation row-major [C, H, W]
 */
export function mapOfElements(
  channels: number,
  multiplier: Float32Array,
  activation: Float32Array,
  value: (multiplier: number, activation: number) => number,
): Float32Array {
  const size = activation.length / channels;
  const sum = new Float64Array(size);
  for (let k = 0; k < channels; k += 1) {
    for (let at = 0, from = k * size; at < size; at += 1, from += 1)
      sum[at] = (sum[at] as number) + value(multiplier[from] as number, activation[from] as number);
  }
  return Float32Array.from(sum);
}
