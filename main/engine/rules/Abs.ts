import { elementwise } from './support/elementwise.ts';

/** y = |x|: dy/dx = sign x. */
export const Abs = elementwise('Abs', 13, (tape) => tape.builder.node('Sign', [tape.input(0)]));
