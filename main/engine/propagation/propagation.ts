import type {
  BilinearRule,
  ElementwiseRule,
  LinearRule,
  PairedRule,
  SelectionRule,
} from '../rules/support/rule.ts';
import type { Reference } from '../rules/support/reference.ts';
import type { Tape } from '../rules/support/tape.ts';

/**
 * What is sent back through each kind of operator. `reference` gives the name of a forward tensor's value in the
 * reference pass.
 */
export interface Propagation {
  /** Names it among compiled explainers: different options, different ids. */
  readonly id: string;
  /** What arrives at the activation: multipliers m, so that m (A - A0) contributes; or relevance, which contributes itself. */
  readonly sends: 'multiplier' | 'relevance';
  linear(tape: Tape, rule: LinearRule, dy: string, position: number): string;
  elementwise(tape: Tape, rule: ElementwiseRule, dy: string, reference: Reference): string;
  /** For two varying factors; `position` is the one that the result goes to. Null where nothing does. */
  bilinear(tape: Tape, rule: BilinearRule, dy: string, position: number, reference: Reference): string | null;
  selection(tape: Tape, rule: SelectionRule, dy: string, reference: Reference): string;
  paired(tape: Tape, rule: PairedRule, dy: string, position: number, reference: Reference): string;
}
