import { composite } from './support/composite.ts';
import { reducedAs } from './support/reducing.ts';

/** y = ln(sum of x over axes). */
export const ReduceLogSum = composite('ReduceLogSum', 18, [0], (tape) =>
  tape.each('Log', [reducedAs(tape, 'ReduceSum', tape.input(0))]),
);
