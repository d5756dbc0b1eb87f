import { composite } from './support/composite.ts';
import { reducedAs } from './support/reducing.ts';

/** y = sum of |x| over axes. */
export const ReduceL1 = composite('ReduceL1', 18, [0], (tape) =>
  reducedAs(tape, 'ReduceSum', tape.each('Abs', [tape.input(0)])),
);
