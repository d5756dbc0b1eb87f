import { NEWEST, type LinearRule } from './support/rule.ts';

/** y = x in the floating-point width of another tensor. */
export const CastLike: LinearRule = {
  op: 'CastLike',
  opset: [15, NEWEST],
  kind: 'linear',
  inputs: [0],
  backward: (tape, dy) => tape.builder.node('Cast', [dy], { to: tape.builder.floatType }),
};
