/** A symmetric positive definite system, by what it does to a vector. */
export interface LinearSystem {
  readonly size: number;
  readonly diagonal: Float64Array;
  /** Writes the product of the matrix with `x` into `out`. */
  readonly multiply: (x: Float64Array, out: Float64Array) => void;
}

const TOLERANCE = 1e-8;

/**
 * Solves A x = b by conjugate gradients preconditioned with the diagonal (Hestenes & Stiefel 1952; Shewchuk 1994,
 * algorithm B3), until |b - A x| <= 1e-8 |b| in the norm that the preconditioner gives.
 * @returns the best x within `size` steps, after which exact arithmetic would have ended
 */
export function conjugateGradient({ size, diagonal, multiply }: LinearSystem, b: Float64Array): Float64Array {
  const x = new Float64Array(size);
  const residual = b.slice();
  const direction = residual.map((value, at) => value / (diagonal[at] as number));
  const product = new Float64Array(size);
  let rho = dot(residual, direction);
  const enough = rho * TOLERANCE ** 2;
  for (let step = 0; step < size && rho > enough; step += 1) {
    multiply(direction, product);
    const length = rho / dot(direction, product);
    for (let at = 0; at < size; at += 1) {
      x[at] = (x[at] as number) + length * (direction[at] as number);
      residual[at] = (residual[at] as number) - length * (product[at] as number);
    }
    const before = rho;
    rho = 0;
    for (let at = 0; at < size; at += 1) rho += (residual[at] as number) ** 2 / (diagonal[at] as number);
    for (let at = 0; at < size; at += 1) {
      direction[at] =
        (residual[at] as number) / (diagonal[at] as number) + (rho / before) * (direction[at] as number);
    }
  }
  return x;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] as number) * (b[at] as number);
  return sum;
}
