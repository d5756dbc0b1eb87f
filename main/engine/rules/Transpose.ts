import { intsAttribute } from '../onnx/ir.ts';
import type { LinearRule } from './support/rule.ts';
import { NEWEST } from './support/rule.ts';

/** Axes in another order: dL/dx is dL/dy with the axes put back. */
export const Transpose: LinearRule = {
  op: 'Transpose',
  opset: [13, NEWEST],
  kind: 'linear',
  inputs: [0],
  backward(tape, dy) {
    const rank = tape.dims(tape.input(0)).length;
    const order =
      intsAttribute(tape.node, 'perm') ?? Array.from({ length: rank }, (_, axis) => rank - 1 - axis);
    const back = order.map((_, axis) => order.indexOf(axis));
    return tape.builder.node('Transpose', [dy], { perm: back });
  },
};
