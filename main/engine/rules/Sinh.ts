import { elementwise } from './support/elementwise.ts';

/** y = sinh x: dy/dx = cosh x = sqrt(1 + y^2). */
export const Sinh = elementwise('Sinh', 9, ({ builder, output }) =>
  builder.node('Sqrt', [builder.node('Add', [builder.node('Mul', [output, output]), builder.scalar(1)])]),
);
