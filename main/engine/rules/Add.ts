import type { LinearRule } from './support/rule.ts';
import { NEWEST } from './support/rule.ts';
import { unbroadcast } from './support/unbroadcast.ts';

/** y = a + b, broadcast: dL/da = dL/dy summed where a was repeated. */
export const Add: LinearRule = {
  op: 'Add',
  opset: [14, NEWEST],
  kind: 'linear',
  inputs: [0, 1],
  backward: (tape, dy, position) => unbroadcast(tape, dy, tape.input(position)),
};
