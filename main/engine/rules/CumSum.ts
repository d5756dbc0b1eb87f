import { intAttribute } from '../onnx/ir.ts';
import { NEWEST, type LinearRule } from './support/rule.ts';

/** y_i = sum of x_j up to i: dL/dx_j = sum of dL/dy_i from j on, which is the sum in the other direction. */
export const CumSum: LinearRule = {
  op: 'CumSum',
  opset: [14, NEWEST],
  kind: 'linear',
  inputs: [0],
  backward: (tape, dy) =>
    tape.builder.node('CumSum', [dy, tape.input(1)], {
      exclusive: intAttribute(tape.node, 'exclusive', 0),
      reverse: 1 - intAttribute(tape.node, 'reverse', 0),
    }),
};
