import { elementwise } from './support/elementwise.ts';

/** y = tanh x: dy/dx = 1 - y^2. */
export const Tanh = elementwise('Tanh', 13, ({ builder, output }) =>
  builder.node('Sub', [builder.scalar(1), builder.node('Mul', [output, output])]),
);
