/** Smallest and largest of some values. */
export function range(values: Float32Array): { readonly low: number; readonly high: number } {
  let low = Infinity;
  let high = -Infinity;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}

/** Largest less smallest; 0 of values that are all the same. */
export function extent(values: Float32Array): number {
  const { low, high } = range(values);
  return high - low;
}
