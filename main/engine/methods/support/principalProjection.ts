import { leadingEigenvector, norm } from './leadingEigenvector.ts';

export interface Projection {
  /** [H * W]; its largest magnitude is positive. */
  readonly values: Float32Array;
  readonly warnings: readonly string[];
}

/**
 * Pixels, centred over the pixels, projected on their first principal direction. The direction is an eigenvector of
 * the smaller Gram matrix of X [pixels, channels]: of X'X it is the direction v itself, and the projection is X v; of
 * XX' the eigenvector u is the projection but for its length, X v = u |X'u|.
 * @param values row-major [channels, pixels]
 */
export function principalProjection(values: ArrayLike<number>, channels: number): Projection {
  const pixels = values.length / channels;
  const rows = centredRows(values, channels, pixels);
  const columns = Array.from({ length: pixels }, (_, at) =>
    Float64Array.from({ length: channels }, (_each, k) => (rows[k] as Float64Array)[at] as number),
  );
  const byPixels = pixels <= channels;
  const { vector, settled } = leadingEigenvector(
    gramMatrix(byPixels ? columns : rows),
    byPixels ? pixels : channels,
  );
  const length = byPixels ? norm(Float64Array.from(rows, (row) => dot(row, vector))) : 1;
  const projection = byPixels
    ? vector.map((value) => value * length)
    : Float64Array.from(columns, (column) => dot(column, vector));
  const sign = signOfLargest(projection);
  return {
    values: Float32Array.from(projection, (value) => sign * value),
    warnings: settled
      ? []
      : ['The two strongest directions are equally strong: the map may as well show the other one.'],
  };
}

function centredRows(values: ArrayLike<number>, channels: number, pixels: number): Float64Array[] {
  return Array.from({ length: channels }, (_, k) => {
    const row = Float64Array.from({ length: pixels }, (_each, at) => values[k * pixels + at] as number);
    const mean = row.reduce((sum, value) => sum + value, 0) / pixels;
    return row.map((value) => value - mean);
  });
}

/** Products of all pairs of the vectors, row-major. */
function gramMatrix(vectors: readonly Float64Array[]): Float64Array {
  const size = vectors.length;
  const gram = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      const value = dot(vectors[row] as Float64Array, vectors[column] as Float64Array);
      gram[row * size + column] = value;
      gram[column * size + row] = value;
    }
  }
  return gram;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] as number) * (b[at] as number);
  return sum;
}

function signOfLargest(values: Float64Array): 1 | -1 {
  let largest = 0;
  for (const value of values) if (Math.abs(value) > Math.abs(largest)) largest = value;
  return largest < 0 ? -1 : 1;
}
