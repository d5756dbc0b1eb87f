import type { LinearRule } from './support/rule.ts';
import { NEWEST } from './support/rule.ts';
import { unbroadcast } from './support/unbroadcast.ts';

/** y = a - b, broadcast: dL/da = dL/dy, dL/db = -dL/dy. */
export const Sub: LinearRule = {
  op: 'Sub',
  opset: [14, NEWEST],
  kind: 'linear',
  inputs: [0, 1],
  backward(tape, dy, position) {
    const signed = position === 0 ? dy : tape.builder.node('Neg', [dy]);
    return unbroadcast(tape, signed, tape.input(position));
  },
};
