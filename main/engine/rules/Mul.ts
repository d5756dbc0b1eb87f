import type { BilinearRule } from './support/rule.ts';
import { NEWEST } from './support/rule.ts';
import { unbroadcast } from './support/unbroadcast.ts';

/** y = a b, broadcast: dL/da = dL/dy b. */
export const Mul: BilinearRule = {
  op: 'Mul',
  opset: [14, NEWEST],
  kind: 'bilinear',
  inputs: [0, 1],
  backward(tape, dy, position, other) {
    return unbroadcast(tape, tape.builder.node('Mul', [dy, other]), tape.input(position));
  },
};
