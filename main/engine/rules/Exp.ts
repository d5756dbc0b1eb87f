import { elementwise } from './support/elementwise.ts';

/** y = e^x: dy/dx = y. */
export const Exp = elementwise('Exp', 13, (tape) => tape.output);
