import { randomStream } from '../random.ts';

/** A mean with its confidence interval. */
export interface MeanInterval {
  readonly mean: number;
  /** Ends of the interval; null for a single value, of which nothing can be said. */
  readonly low: number | null;
  readonly high: number | null;
  /** How many values there were. */
  readonly n: number;
}

export const BOOTSTRAP = { resamples: 2000, level: 0.95 } as const;

/**
 * Mean with the percentile bootstrap interval (Efron 1979): the means of samples drawn with replacement, between the
 * percentiles that leave (1 - level) / 2 on either side. Null where there are no values.
 */
export function bootstrapMean(values: readonly number[], seed: number): MeanInterval | null {
  const n = values.length;
  if (n === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n === 1) return { mean, low: null, high: null, n };
  const random = randomStream(seed);
  const means = Float64Array.from({ length: BOOTSTRAP.resamples }, () => {
    let sum = 0;
    for (let draw = 0; draw < n; draw += 1) sum += values[Math.floor(random() * n)] as number;
    return sum / n;
  }).sort();
  const tail = (1 - BOOTSTRAP.level) / 2;
  return { mean, low: quantile(means, tail), high: quantile(means, 1 - tail), n };
}

/** Linear interpolation between the sorted values, as NumPy's percentile. */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const [low, high] = [sorted[below] as number, sorted[Math.ceil(at)] as number];
  return low + (at - below) * (high - low);
}
