import { elementwise } from './support/elementwise.ts';
import { squarePlus } from './support/inverseFunctions.ts';

/** y = arcosh x: dy/dx = 1 / sqrt(x^2 - 1). */
export const Acosh = elementwise('Acosh', 9, (tape) =>
  tape.builder.node('Reciprocal', [tape.builder.node('Sqrt', [squarePlus(tape, -1)])]),
);
