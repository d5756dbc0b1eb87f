import { elementwise } from './support/elementwise.ts';

/** y = cosh x: dy/dx = sinh x = (e^x - e^-x) / 2. */
export const Cosh = elementwise('Cosh', 9, (tape) => {
  const { builder } = tape;
  const rise = builder.node('Exp', [tape.input(0)]);
  const fall = builder.node('Exp', [builder.node('Neg', [tape.input(0)])]);
  return builder.node('Mul', [builder.node('Sub', [rise, fall]), builder.scalar(0.5)]);
});
