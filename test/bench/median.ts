/** The middle of the values, the range of the middle half and the 95th percentile, in milliseconds to one decimal. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly p95: number;
  readonly count: number;
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.round(share * (sorted.length - 1))] ?? NaN);
  return { median: at(0.5), low: at(0.25), high: at(0.75), p95: at(0.95), count: sorted.length };
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}
