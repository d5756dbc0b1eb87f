import { intAttribute } from '../onnx/ir.ts';
import type { LinearRule } from './support/rule.ts';
import { NEWEST } from './support/rule.ts';

/** y = [x_0, x_1, ...] along an axis: dL/dx_i is its slice of dL/dy. */
export const Concat: LinearRule = {
  op: 'Concat',
  opset: [13, NEWEST],
  kind: 'linear',
  inputs: 'all',
  backward(tape, dy, position) {
    const { builder, node } = tape;
    const axis = intAttribute(node, 'axis', 0);
    const sizes = node.inputs.map((name) => tape.dims(name).at(axis) as number);
    const start = sizes.slice(0, position).reduce((sum, size) => sum + size, 0);
    const end = start + (sizes[position] as number);
    return builder.node('Slice', [dy, builder.ints([start]), builder.ints([end]), builder.ints([axis])]);
  },
};
