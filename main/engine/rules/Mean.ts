import { NEWEST, type LinearRule } from './support/rule.ts';
import { unbroadcast } from './support/unbroadcast.ts';

/** y = (a + b + ...) / n, broadcast: dL/da = dL/dy / n summed where a was repeated. */
export const Mean: LinearRule = {
  op: 'Mean',
  opset: [13, NEWEST],
  kind: 'linear',
  inputs: 'all',
  backward(tape, dy, position) {
    const share = tape.builder.scalar(1 / tape.node.inputs.length);
    return unbroadcast(tape, tape.builder.node('Mul', [dy, share]), tape.input(position));
  },
};
