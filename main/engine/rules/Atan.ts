import { elementwise } from './support/elementwise.ts';

/** y = arctan x: dy/dx = 1 / (1 + x^2). */
export const Atan = elementwise('Atan', 7, ({ builder, node }) => {
  const x = node.inputs[0] as string;
  return builder.node('Reciprocal', [builder.node('Add', [builder.node('Mul', [x, x]), builder.scalar(1)])]);
});
