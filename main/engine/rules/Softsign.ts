import { elementwise } from './support/elementwise.ts';

/** y = x / (1 + |x|): dy/dx = 1 / (1 + |x|)^2. */
export const Softsign = elementwise('Softsign', 1, ({ builder, node }) => {
  const size = builder.node('Add', [builder.node('Abs', [node.inputs[0] as string]), builder.scalar(1)]);
  return builder.node('Reciprocal', [builder.node('Mul', [size, size])]);
});
