import { NEWEST, type LinearRule } from './support/rule.ts';
import { unbroadcast } from './support/unbroadcast.ts';

/** y = a + b + ..., broadcast: dL/da = dL/dy summed where a was repeated. */
export const Sum: LinearRule = {
  op: 'Sum',
  opset: [13, NEWEST],
  kind: 'linear',
  inputs: 'all',
  backward: (tape, dy, position) => unbroadcast(tape, dy, tape.input(position)),
};
