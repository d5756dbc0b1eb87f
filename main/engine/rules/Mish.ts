import { elementwise } from './support/elementwise.ts';

/** y = x tanh(s), s = softplus x: dy/dx = tanh(s) + x (1 - tanh(s)^2) sigmoid x. */
export const Mish = elementwise('Mish', 18, (tape) => {
  const { builder } = tape;
  const x = tape.input(0);
  const gate = builder.node('Tanh', [builder.node('Softplus', [x])]);
  const fall = builder.node('Sub', [builder.scalar(1), builder.node('Mul', [gate, gate])]);
  const slope = builder.node('Mul', [builder.node('Mul', [x, fall]), builder.node('Sigmoid', [x])]);
  return builder.node('Add', [gate, slope]);
});
