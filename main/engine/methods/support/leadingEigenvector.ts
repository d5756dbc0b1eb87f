import { randomStream } from '../../random.ts';

export interface Eigenvector {
  /** Of length 1. */
  readonly vector: Float64Array;
  /** Whether the iteration settled: it does not where two eigenvalues are as good as equal. */
  readonly settled: boolean;
}

const ITERATIONS = 5000;
/** Change of an element of the unit vector in one iteration at which it counts as settled. */
const TOLERANCE = 1e-10;

/**
 * Eigenvector of the largest eigenvalue, by power iteration from a seeded random start; a vector of zeros for the
 * matrix of zeros.
 * @param matrix symmetric and positive semidefinite, row-major [size, size]
 */
export function leadingEigenvector(matrix: Float64Array, size: number): Eigenvector {
  const random = randomStream(1);
  let vector = Float64Array.from({ length: size }, () => random() - 0.5);
  for (let round = 0; round < ITERATIONS; round += 1) {
    const next = product(matrix, vector);
    const length = norm(next);
    if (length === 0) return { vector: next, settled: true };
    let change = 0;
    for (let at = 0; at < size; at += 1) {
      next[at] = (next[at] as number) / length;
      change = Math.max(change, Math.abs((next[at] as number) - (vector[at] as number)));
    }
    vector = next;
    if (change < TOLERANCE) return { vector, settled: true };
  }
  return { vector, settled: false };
}

/** Euclidean length. */
export function norm(vector: Float64Array): number {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return Math.sqrt(sum);
}

function product(matrix: Float64Array, vector: Float64Array): Float64Array<ArrayBuffer> {
  const size = vector.length;
  const result = new Float64Array(size);
  for (let row = 0; row < size; row += 1) {
    let sum = 0;
    for (let column = 0, at = row * size; column < size; column += 1, at += 1)
      sum += (matrix[at] as number) * (vector[column] as number);
    result[row] = sum;
  }
  return result;
}
