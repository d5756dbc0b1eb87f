import { elementwise } from './support/elementwise.ts';
import { squarePlus } from './support/inverseFunctions.ts';

/** y = arsinh x: dy/dx = 1 / sqrt(x^2 + 1). */
export const Asinh = elementwise('Asinh', 9, (tape) =>
  tape.builder.node('Reciprocal', [tape.builder.node('Sqrt', [squarePlus(tape, 1)])]),
);
