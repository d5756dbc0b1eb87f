import { elementwise } from './support/elementwise.ts';

/** y = 2/sqrt(pi) times the integral of e^(-t^2) from 0 to x: dy/dx = 2/sqrt(pi) e^(-x^2). */
export const Erf = elementwise('Erf', 13, ({ builder, node }) => {
  const x = node.inputs[0] as string;
  const bell = builder.node('Exp', [builder.node('Neg', [builder.node('Mul', [x, x])])]);
  return builder.node('Mul', [bell, builder.scalar(2 / Math.sqrt(Math.PI))]);
});
