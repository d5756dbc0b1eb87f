import { elementwise } from './support/elementwise.ts';

/** y = tan x: dy/dx = 1 + y^2. */
export const Tan = elementwise('Tan', 7, ({ builder, output }) =>
  builder.node('Add', [builder.node('Mul', [output, output]), builder.scalar(1)]),
);
