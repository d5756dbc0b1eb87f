import { elementwise } from './support/elementwise.ts';

/** y = ln x: dy/dx = 1 / x. */
export const Log = elementwise('Log', 13, (tape) => tape.builder.node('Reciprocal', [tape.input(0)]));
