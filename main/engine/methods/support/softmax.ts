/** exp(x_i) / sum_j exp(x_j), without overflow. */
export function softmax(values: Float64Array): Float64Array {
  let top = -Infinity;
  for (const value of values) if (value > top) top = value;
  const powers = values.map((value) => Math.exp(value - top));
  let sum = 0;
  for (const power of powers) sum += power;
  return powers.map((power) => power / sum);
}
