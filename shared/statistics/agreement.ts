import { ranks } from './ranks.ts';

/** How far two attributions over the same channels agree. Null where a measure is undefined: a vector of zeros, a constant. */
export interface Agreement {
  readonly cosine: number | null;
  readonly pearson: number | null;
  readonly spearman: number | null;
}

/** Cosine similarity (the measure of Jung & Oh 2021, table 1), Pearson and Spearman correlation. */
export function agreement(a: ArrayLike<number>, b: ArrayLike<number>): Agreement {
  return { cosine: cosine(a, b), pearson: pearson(a, b), spearman: spearman(a, b) };
}

/** sum ab / (|a| |b|); null where either is all zeros. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const [largestA, largestB] = [largest(a), largest(b)];
  if (largestA === 0 || largestB === 0) return null;
  let [product, squaresA, squaresB] = [0, 0, 0];
  for (let at = 0; at < a.length; at += 1) {
    // Scaled, so that squares neither overflow nor vanish.
    const [x, y] = [(a[at] as number) / largestA, (b[at] as number) / largestB];
    product += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  return Math.max(-1, Math.min(1, product / Math.sqrt(squaresA * squaresB)));
}

/** Pearson correlation: the cosine of the differences from the means; null where either is constant. */
export function pearson(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  return isConstant(a) || isConstant(b) ? null : cosine(centred(a), centred(b));
}

/** Spearman correlation: Pearson's of the ranks, ties at their mean; null where either is constant. */
export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  return pearson(ranks(a), ranks(b));
}

/** Share of the k entries of largest magnitude that both have in common, of equal ones the first; null where either is all zeros. */
export function topOverlap(a: ArrayLike<number>, b: ArrayLike<number>, k: number): number | null {
  if (largest(a) === 0 || largest(b) === 0) return null;
  const count = Math.min(k, a.length);
  const top = new Set(largestEntries(a, count));
  return largestEntries(b, count).filter((entry) => top.has(entry)).length / count;
}

function largestEntries(values: ArrayLike<number>, count: number): number[] {
  const order = Array.from({ length: values.length }, (_, index) => index);
  order.sort((a, b) => Math.abs(values[b] as number) - Math.abs(values[a] as number));
  return order.slice(0, count);
}

function largest(values: ArrayLike<number>): number {
  let most = 0;
  for (let at = 0; at < values.length; at += 1) most = Math.max(most, Math.abs(values[at] as number));
  return most;
}

function isConstant(values: ArrayLike<number>): boolean {
  for (let at = 1; at < values.length; at += 1) if (values[at] !== values[0]) return false;
  return true;
}

function centred(values: ArrayLike<number>): Float64Array {
  const all = Float64Array.from(values);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  return all.map((value) => value - mean);
}
