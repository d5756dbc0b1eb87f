import { belowZero } from './support/belowZero.ts';
import { elementwise } from './support/elementwise.ts';

/** y = x, or slope x below 0, the slope a parameter: dy/dx = 1, or slope. */
export const PRelu = elementwise('PRelu', 16, (tape) => belowZero(tape, tape.input(1)));
