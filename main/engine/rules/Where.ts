import { NEWEST, type LinearRule } from './support/rule.ts';
import { unbroadcast } from './support/unbroadcast.ts';

/** y = a where the condition holds, b elsewhere, for a condition that is constant: each gets its part of dL/dy. */
export const Where: LinearRule = {
  op: 'Where',
  opset: [16, NEWEST],
  kind: 'linear',
  inputs: [1, 2],
  backward(tape, dy, position) {
    const nothing = tape.builder.scalar(0);
    const parts = position === 1 ? [dy, nothing] : [nothing, dy];
    const own = tape.builder.node('Where', [tape.input(0), ...parts]);
    return unbroadcast(tape, own, tape.input(position));
  },
};
