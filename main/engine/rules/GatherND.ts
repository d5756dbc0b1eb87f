import { int64Constant, integersOf } from '../onnx/constant.ts';
import { intAttribute } from '../onnx/ir.ts';
import { elementCount } from '../../../shared/tensor.ts';
import { NEWEST, type LinearRule } from './support/rule.ts';
import type { Tape } from './support/tape.ts';
import { zerosLike } from './support/zeros.ts';

/** y[i] = x[index[i]], the index constant: dL/dy is added where it was read. */
export const GatherND: LinearRule = {
  op: 'GatherND',
  opset: [13, NEWEST],
  kind: 'linear',
  inputs: [0],
  backward: (tape, dy) =>
    tape.builder.node('ScatterND', [zerosLike(tape, tape.input(0)), wholeIndices(tape), dy], {
      reduction: 'add',
    }),
};

/** The index with the place in the batch dimensions in front, which ScatterND has no name for. */
function wholeIndices(tape: Tape): string {
  const count = intAttribute(tape.node, 'batch_dims', 0);
  const constant = tape.requireConstant(1, 'index');
  const indices = integersOf(constant);
  if (!indices) throw tape.unsupported('its index is not an integer');
  if (count === 0) return tape.input(1);
  const { dims } = constant;
  const width = dims.at(-1) as number;
  const batches = dims.slice(0, count);
  const rows = elementCount(dims.slice(count, -1));
  const places = Array.from({ length: elementCount(batches) }, (_, batch) => placeOf(batch, batches));
  const whole = places.flatMap((place, batch) =>
    Array.from({ length: rows }, (_, row) => {
      const start = (batch * rows + row) * width;
      return [...place, ...indices.slice(start, start + width)];
    }).flat(),
  );
  return tape.builder.constant(int64Constant([...dims.slice(0, -1), width + count], whole), 'index');
}

/** Coordinates of a row-major position. */
function placeOf(position: number, dims: readonly number[]): number[] {
  return dims.map((dim, axis) => Math.floor(position / elementCount(dims.slice(axis + 1))) % dim);
}
