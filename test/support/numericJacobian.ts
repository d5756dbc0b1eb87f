/**
 * The Jacobian of a function by central differences: dy_i/dx_j = (y_i(x + h e_j) - y_i(x - h e_j)) / 2h.
 * @returns one row per element of y
 */
export async function numericJacobian(
  evaluate: (x: readonly number[]) => Promise<readonly number[]>,
  x: readonly number[],
  step: number,
): Promise<number[][]> {
  const columns: number[][] = [];
  for (let j = 0; j < x.length; j += 1) {
    const moved = (by: number) => x.map((value, index) => (index === j ? value + by : value));
    const [above, below] = [await evaluate(moved(step)), await evaluate(moved(-step))];
    columns.push(above.map((value, i) => (value - (below[i] as number)) / (2 * step)));
  }
  return (columns[0] ?? []).map((_, i) => columns.map((column) => column[i] as number));
}

/** max |actual - expected| / max |expected| over all entries. */
export function jacobianError(
  actual: readonly (readonly number[])[],
  expected: readonly (readonly number[])[],
): number {
  let [error, scale] = [0, 0];
  for (const [i, row] of expected.entries()) {
    for (const [j, value] of row.entries()) {
      const difference = Math.abs((actual[i]?.[j] ?? NaN) - value);
      error = Math.max(error, Number.isNaN(difference) ? Infinity : difference);
      scale = Math.max(scale, Math.abs(value));
    }
  }
  return error / scale;
}
