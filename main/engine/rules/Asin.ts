import { elementwise } from './support/elementwise.ts';
import { rootOfOneLessSquare } from './support/inverseFunctions.ts';

/** y = arcsin x: dy/dx = 1 / sqrt(1 - x^2). */
export const Asin = elementwise('Asin', 7, (tape) =>
  tape.builder.node('Reciprocal', [rootOfOneLessSquare(tape)]),
);
