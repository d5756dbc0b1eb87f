import type { BilinearRule, ElementwiseRule, PairedRule, SelectionRule } from '../rules/support/rule.ts';
import type { Reference } from '../rules/support/reference.ts';
import type { Tape } from '../rules/support/tape.ts';

/**
 * What is sent back through the operators that are not linear. (Through linear ones every propagation
 * sends the vector-Jacobian product.) `reference` gives the name of a forward tensor's value in the
 * reference pass.
 */
export interface Propagation {
  readonly id: string;
  elementwise(tape: Tape, rule: ElementwiseRule, dy: string, reference: Reference): string;
  /** For two varying factors; `position` is the one that the result goes to. */
  bilinear(tape: Tape, rule: BilinearRule, dy: string, position: number, reference: Reference): string;
  selection(tape: Tape, rule: SelectionRule, dy: string, reference: Reference): string;
  paired(tape: Tape, rule: PairedRule, dy: string, position: number, reference: Reference): string;
}
