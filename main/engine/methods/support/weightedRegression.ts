/** A linear model fitted to weighted samples: its coefficients, and whether the descent settled. */
export interface Fit {
  readonly coefficients: Float64Array;
  readonly settled: boolean;
}

/** Which penalty keeps the coefficients small. */
export type Penalty = 'lasso' | 'ridge';

const MOST_SWEEPS = 5000;
/** Change of a coefficient in one sweep, as a share of the largest, at which the descent counts as settled. */
const TOLERANCE = 1e-8;

/**
 * Weighted linear regression with an intercept, by coordinate descent (Friedman et al. 2010), as scikit-learn defines
 * it. With the weights w scaled to a mean of 1, X and y centred by their weighted means:
 * - lasso: sum_i w_i (y_i - X_i b)² / 2n + strength |b|₁;
 * - ridge: sum_i w_i (y_i - X_i b)² + strength |b|², with the weights as they are.
 * @param columns the features, one array of n values each
 */
export function weightedRegression(
  columns: readonly ArrayLike<number>[],
  y: Float64Array,
  weights: Float64Array,
  penalty: Penalty,
  strength: number,
): Fit {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const n = y.length;
  const roots = weights.map((weight) => Math.sqrt(penalty === 'lasso' ? (weight * n) / total : weight));
  const centred = (values: ArrayLike<number>): Float64Array => {
    let mean = 0;
    for (let i = 0; i < n; i += 1) mean += ((weights[i] as number) * (values[i] as number)) / total;
    return roots.map((root, i) => root * ((values[i] as number) - mean));
  };
  const features = columns.map(centred);
  const step = penalty === 'lasso' ? lassoStep(n * strength) : ridgeStep(strength);
  return descend(features, centred(y), step);
}

/** The best value of one coefficient. @param product x · (y - X b without it) @param square x · x */
type Step = (product: number, square: number) => number;

const lassoStep =
  (threshold: number): Step =>
  (product, square) =>
    (Math.sign(product) * Math.max(0, Math.abs(product) - threshold)) / square;

const ridgeStep =
  (strength: number): Step =>
  (product, square) =>
    product / (square + strength);

function descend(features: readonly Float64Array[], residual: Float64Array, step: Step): Fit {
  const squares = features.map((x) => dot(x, x));
  const coefficients = new Float64Array(features.length);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep += 1) {
    let [change, largest] = [0, 0];
    for (const [at, x] of features.entries()) {
      const square = squares[at] as number;
      // A feature that never changes explains nothing.
      if (square === 0) continue;
      const before = coefficients[at] as number;
      const after = step(dot(x, residual) + square * before, square);
      if (after !== before) addScaled(residual, x, before - after);
      coefficients[at] = after;
      change = Math.max(change, Math.abs(after - before));
      largest = Math.max(largest, Math.abs(after));
    }
    if (change <= TOLERANCE * largest) return { coefficients, settled: true };
  }
  return { coefficients, settled: false };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function addScaled(to: Float64Array, x: Float64Array, factor: number): void {
  for (let i = 0; i < to.length; i += 1) to[i] = (to[i] as number) + factor * (x[i] as number);
}
