import { elementwise } from './support/elementwise.ts';

/** y = cos x: dy/dx = -sin x. */
export const Cos = elementwise('Cos', 7, (tape) =>
  tape.builder.node('Neg', [tape.builder.node('Sin', [tape.input(0)])]),
);
