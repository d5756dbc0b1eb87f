/** Mean absolute difference and 99.9th percentile of two sets of 8-bit levels, in levels. */
export function levelDifference(a: ArrayLike<number>, b: ArrayLike<number>): { mean: number; p999: number } {
  const differences = Float64Array.from({ length: a.length }, (_, i) => Math.abs(a[i]! - b[i]!)).sort();
  const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
  return { mean, p999: differences[Math.ceil(0.999 * differences.length) - 1]! };
}

/** RGBA without its alpha. */
export function rgbOf(data: ArrayLike<number>): Uint8Array {
  const rgb = new Uint8Array((data.length / 4) * 3);
  for (let i = 0; i < data.length / 4; i++) for (let c = 0; c < 3; c++) rgb[i * 3 + c] = data[i * 4 + c]!;
  return rgb;
}
