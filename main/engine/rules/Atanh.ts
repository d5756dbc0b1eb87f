import { elementwise } from './support/elementwise.ts';
import { squarePlus } from './support/inverseFunctions.ts';

/** y = artanh x: dy/dx = 1 / (1 - x^2). */
export const Atanh = elementwise('Atanh', 9, (tape) =>
  tape.builder.node('Neg', [tape.builder.node('Reciprocal', [squarePlus(tape, -1)])]),
);
