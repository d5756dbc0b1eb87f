import { NEWEST, type LinearRule } from './support/rule.ts';
import { unbroadcast } from './support/unbroadcast.ts';

/** y = x repeated to a shape: dL/dx = dL/dy summed over the repetitions. */
export const Expand: LinearRule = {
  op: 'Expand',
  opset: [13, NEWEST],
  kind: 'linear',
  inputs: [0],
  backward: (tape, dy) => unbroadcast(tape, dy, tape.input(0)),
};
