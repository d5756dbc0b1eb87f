import { integersOf } from '../onnx/constant.ts';
import { intAttribute } from '../onnx/ir.ts';
import { NEWEST, type LinearRule } from './support/rule.ts';
import type { Tape } from './support/tape.ts';
import { ungather } from './support/ungather.ts';

/** [y_0, y_1, ...] = x cut along an axis: each part sends its dL/dy to its place in x. */
export const Split: LinearRule = {
  op: 'Split',
  opset: [18, NEWEST],
  kind: 'linear',
  inputs: [0],
  backward(tape, dy) {
    const dims = tape.dims(tape.input(0));
    const axis = (intAttribute(tape.node, 'axis', 0) + dims.length) % dims.length;
    const size = dims[axis] as number;
    const lengths = partLengths(tape, size);
    const start = lengths.slice(0, tape.outputPosition).reduce((sum, length) => sum + length, 0);
    const taken = Array.from({ length: lengths[tape.outputPosition] as number }, (_, k) => start + k);
    return ungather(tape.builder, dy, axis, dims.length, taken, size);
  },
};

/** As the node says, or equal parts of which the last may be shorter. */
function partLengths(tape: Tape, size: number): number[] {
  const count = tape.node.outputs.length;
  if (tape.input(1) !== '') {
    const named = integersOf(tape.requireConstant(1, 'part lengths'));
    if (!named) throw tape.unsupported('its part lengths are not integers');
    return named;
  }
  const length = Math.ceil(size / count);
  return Array.from({ length: count }, (_, part) => Math.min(length, size - part * length));
}
