import type { Reference } from './reference.ts';
import { NEWEST, type ElementwiseRule } from './rule.ts';
import type { Tape } from './tape.ts';

/** A function of one variable, known by its derivative (and, where it has one, its slope in closed form). */
export function elementwise(
  op: string,
  since: number,
  derivative: (tape: Tape) => string,
  slope?: (tape: Tape, reference: Reference) => string | undefined,
): ElementwiseRule {
  return {
    op,
    opset: [since, NEWEST],
    kind: 'elementwise',
    inputs: [0],
    derivative,
    ...(slope && { slope }),
  };
}
