import { elementwise } from './support/elementwise.ts';

/** y = sin x: dy/dx = cos x. */
export const Sin = elementwise('Sin', 7, (tape) => tape.builder.node('Cos', [tape.input(0)]));
