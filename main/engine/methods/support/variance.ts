import { meanOf } from './meanOf.ts';

/** Mean squared difference from the mean. */
export function variance(values: Float32Array): number {
  const mean = meanOf(values);
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return squares / values.length;
}
