import { intAttribute } from '../onnx/ir.ts';
import { NEWEST, type LinearRule } from './support/rule.ts';
import { zerosLike } from './support/zeros.ts';

/** y[i, j] = x[index[i, j], j] along an axis, the index constant: dL/dy is added where it was read. */
export const GatherElements: LinearRule = {
  op: 'GatherElements',
  opset: [13, NEWEST],
  kind: 'linear',
  inputs: [0],
  backward: (tape, dy) =>
    tape.builder.node('ScatterElements', [zerosLike(tape, tape.input(0)), tape.input(1), dy], {
      axis: intAttribute(tape.node, 'axis', 0),
      reduction: 'add',
    }),
};
