import { composite } from './support/composite.ts';
import { reducedAs } from './support/reducing.ts';

/** y = sum of x^2 over axes. */
export const ReduceSumSquare = composite('ReduceSumSquare', 18, [0], (tape) => {
  const x = tape.input(0);
  return reducedAs(tape, 'ReduceSum', tape.each('Mul', [x, x]));
});
