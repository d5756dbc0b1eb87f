import { NEWEST, type LinearRule } from './support/rule.ts';

/** y = -x. */
export const Neg: LinearRule = {
  op: 'Neg',
  opset: [13, NEWEST],
  kind: 'linear',
  inputs: [0],
  backward: (tape, dy) => tape.builder.node('Neg', [dy]),
};
