import { intAttribute } from '../onnx/ir.ts';
import { NEWEST, type LinearRule } from './support/rule.ts';

/** The first elements along an axis turned round, as many as a constant says: a permutation that undoes itself. */
export const ReverseSequence: LinearRule = {
  op: 'ReverseSequence',
  opset: [10, NEWEST],
  kind: 'linear',
  inputs: [0],
  backward: (tape, dy) =>
    tape.builder.node('ReverseSequence', [dy, tape.input(1)], {
      batch_axis: intAttribute(tape.node, 'batch_axis', 1),
      time_axis: intAttribute(tape.node, 'time_axis', 0),
    }),
};
