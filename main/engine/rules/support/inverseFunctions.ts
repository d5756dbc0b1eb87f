import type { Tape } from './tape.ts';

/** x^2 + c. */
export function squarePlus(tape: Tape, c: number): string {
  const x = tape.input(0);
  return tape.builder.node('Add', [tape.builder.node('Mul', [x, x]), tape.builder.scalar(c)]);
}

/** sqrt(1 - x^2). */
export function rootOfOneLessSquare(tape: Tape): string {
  return tape.builder.node('Sqrt', [tape.builder.node('Neg', [squarePlus(tape, -1)])]);
}
