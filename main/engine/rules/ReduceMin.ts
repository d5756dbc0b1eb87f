import { composite } from './support/composite.ts';
import { reducedAs } from './support/reducing.ts';

/** min x = -max(-x). */
export const ReduceMin = composite('ReduceMin', 18, [0], (tape) =>
  tape.each('Neg', [reducedAs(tape, 'ReduceMax', tape.each('Neg', [tape.input(0)]))]),
);
