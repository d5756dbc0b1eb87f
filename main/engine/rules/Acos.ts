import { elementwise } from './support/elementwise.ts';
import { rootOfOneLessSquare } from './support/inverseFunctions.ts';

/** y = arccos x: dy/dx = -1 / sqrt(1 - x^2). */
export const Acos = elementwise('Acos', 7, (tape) =>
  tape.builder.node('Neg', [tape.builder.node('Reciprocal', [rootOfOneLessSquare(tape)])]),
);
