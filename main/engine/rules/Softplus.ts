import { elementwise } from './support/elementwise.ts';

/** y = ln(1 + e^x): dy/dx = sigmoid x. */
export const Softplus = elementwise('Softplus', 1, (tape) => tape.builder.node('Sigmoid', [tape.input(0)]));
