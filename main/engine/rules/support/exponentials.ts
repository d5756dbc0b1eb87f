import type { Reference } from './reference.ts';
import { quotientOfDifferences } from './quotient.ts';
import type { Tape } from './tape.ts';

/** e^(x - s) of both passes and their sums over axes; s is one constant for both, the larger maximum. */
export interface Exponentials {
  readonly e: string;
  readonly e0: string;
  readonly sum: string;
  readonly sum0: string;
}

export function exponentials(tape: Tape, axes: readonly number[], reference: Reference): Exponentials {
  const { builder } = tape;
  const x = tape.input(0);
  const named = builder.ints(axes);
  const largest = (name: string) => builder.node('ReduceMax', [name, named], { keepdims: 1 });
  const shift = builder.node('Max', [largest(x), largest(reference(x))]);
  const power = (name: string) => builder.node('Exp', [builder.node('Sub', [name, shift])]);
  const total = (name: string) => builder.node('ReduceSum', [name, named], { keepdims: 1 });
  const [e, e0] = [power(x), power(reference(x))];
  return { e, e0, sum: total(e), sum0: total(e0) };
}

/** m (e - e0) / (x - x0): what arrives at e, passed on to x. */
export function throughExponential(
  tape: Tape,
  m: string,
  { e, e0 }: Exponentials,
  reference: Reference,
): string {
  const { builder } = tape;
  const x = tape.input(0);
  const rise = builder.node('Mul', [m, builder.node('Sub', [e, e0])]);
  return quotientOfDifferences(builder, x, reference(x), rise, () => builder.node('Mul', [m, e]));
}

/** (ln S - ln S0) / (S - S0), which tends to 1/S. */
export function slopeOfLogarithm(tape: Tape, { sum, sum0 }: Exponentials): string {
  const { builder } = tape;
  const rise = builder.node('Sub', [builder.node('Log', [sum]), builder.node('Log', [sum0])]);
  return quotientOfDifferences(builder, sum, sum0, rise, () => builder.node('Reciprocal', [sum]));
}
