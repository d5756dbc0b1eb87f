import { intAttribute } from '../onnx/ir.ts';
import { NEWEST, type LinearRule } from './support/rule.ts';

/** y = x within a triangle of its matrices, 0 elsewhere: so is dL/dx of dL/dy. */
export const Trilu: LinearRule = {
  op: 'Trilu',
  opset: [14, NEWEST],
  kind: 'linear',
  inputs: [0],
  backward: (tape, dy) =>
    tape.builder.node('Trilu', [dy, ...tape.node.inputs.slice(1)], {
      upper: intAttribute(tape.node, 'upper', 1),
    }),
};
