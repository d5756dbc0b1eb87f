import type { Propagation } from './propagation.ts';

/** The derivative dF_c/dx, by the chain rule. */
export const gradient: Propagation = {
  id: 'gradient',
  sends: 'multiplier',
  linear: (tape, rule, dy, position) => rule.backward(tape, dy, position),
  elementwise: (tape, rule, dy) => tape.builder.node('Mul', [dy, rule.derivative(tape)]),
  bilinear: (tape, rule, dy, position) => rule.backward(tape, dy, position, tape.input(1 - position)),
  selection: (tape, rule, dy) => rule.scatter(tape, dy, tape.input(0)),
  paired: (tape, rule, dy, position) => rule.backward(tape, dy, position, (tensor) => tensor),
};
