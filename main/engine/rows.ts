import { WorkbenchError } from '../../shared/errors.ts';
import { elementCount } from '../../shared/tensor.ts';
import { floatData, floatValue, type Value } from './runtime/session.ts';

/* Float32 rows laid one after another, as a batch goes into and comes out of a run. */

/** The `count` equal rows of a batch, each with memory of its own. */
export function splitRows(data: Float32Array, count: number): Float32Array[] {
  const size = data.length / count;
  return Array.from({ length: count }, (_, row) => data.slice(row * size, (row + 1) * size));
}

/** One row, `count` times. */
export function repeat(data: Float32Array, count: number): Float32Array {
  if (count === 1) return data;
  const repeated = new Float32Array(data.length * count);
  for (let row = 0; row < count; row += 1) repeated.set(data, row * data.length);
  return repeated;
}

/** Rows of equal length as one batch. */
export function joined(rows: readonly Float32Array[]): Float32Array {
  const size = rows[0]?.length ?? 0;
  const data = new Float32Array(size * rows.length);
  for (const [index, row] of rows.entries()) data.set(row, index * size);
  return data;
}

/** The results of several runs as those of one: each tensor's rows laid one after another, the batch on axis 0. */
export function joinedResults(runs: readonly Readonly<Record<string, Value>>[]): Record<string, Value> {
  const [first = {}] = runs;
  if (runs.length === 1) return first;
  const names = Object.keys(first);
  return Object.fromEntries(names.map((name) => [name, joinedValue(runs.map((run) => run[name] as Value))]));
}

function joinedValue(values: readonly Value[]): Value {
  const count = values.reduce((sum, { dims }) => sum + (dims[0] as number), 0);
  const [, ...rest] = (values[0] as Value).dims;
  const data = new Float32Array(elementCount([count, ...rest]));
  let at = 0;
  for (const value of values) {
    data.set(floatData(value), at);
    at += elementCount(value.dims);
  }
  return floatValue([count, ...rest], data);
}

/**
 * The values, checked.
 * @param what begins the message, e.g. "Layer 'relu_3'"
 * @throws WorkbenchError 'value-not-finite'
 */
export function finite(values: Float32Array, what: string): Float32Array {
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] as number;
    if (Number.isFinite(value)) continue;
    throw new WorkbenchError(
      'value-not-finite',
      `${what} holds ${String(value)} at position ${String(at)}. Check the model's weights and the preprocessing.`,
    );
  }
  return values;
}
