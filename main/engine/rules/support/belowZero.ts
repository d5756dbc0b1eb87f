import type { Tape } from './tape.ts';

/** 1 where the node's input is not negative, `below` where it is. */
export function belowZero(tape: Tape, below: string): string {
  const { builder } = tape;
  const isBelow = builder.node('Less', [tape.input(0), builder.scalar(0)]);
  return builder.node('Where', [isBelow, below, builder.scalar(1)]);
}
