import { integersOf } from '../onnx/constant.ts';
import { intAttribute } from '../onnx/ir.ts';
import { NEWEST, type LinearRule } from './support/rule.ts';
import { ungather } from './support/ungather.ts';

/** y = x at constant positions of an axis: dL/dx_j = sum of dL/dy over the places that read j. */
export const Gather: LinearRule = {
  op: 'Gather',
  opset: [13, NEWEST],
  kind: 'linear',
  inputs: [0],
  backward(tape, dy) {
    const { builder, node } = tape;
    const x = tape.input(0);
    const dims = tape.dims(x);
    const indices = tape.requireConstant(1, 'index');
    const axis = (intAttribute(node, 'axis', 0) + dims.length) % dims.length;
    const size = dims[axis] as number;
    const sources = integersOf(indices)?.map((index) => (index + size) % size);
    if (!sources) throw tape.unsupported('its index is not an integer');
    // The axes of the index become one.
    const batch = tape.batchAxis(x);
    const flat = dims.map((dim, each) => (each === batch ? -1 : each === axis ? sources.length : dim));
    const rows = indices.dims.length === 1 ? dy : builder.node('Reshape', [dy, builder.ints(flat)]);
    return ungather(builder, rows, axis, dims.length, sources, size);
  },
};
