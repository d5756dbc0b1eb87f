import type { Tape } from './tape.ts';

/** Zeros in the shape of a forward tensor of one image. */
export function zerosLike(tape: Tape, name: string): string {
  return tape.builder.node('Expand', [tape.builder.scalar(0), tape.builder.ints(tape.dims(name))]);
}
