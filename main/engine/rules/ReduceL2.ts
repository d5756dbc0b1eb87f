import { composite } from './support/composite.ts';
import { reducedAs } from './support/reducing.ts';

/** y = sqrt(sum of x^2 over axes). */
export const ReduceL2 = composite('ReduceL2', 18, [0], (tape) => {
  const x = tape.input(0);
  return tape.each('Sqrt', [reducedAs(tape, 'ReduceSum', tape.each('Mul', [x, x]))]);
});
