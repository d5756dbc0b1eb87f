import type { Lowering } from './lowering.ts';

/** |x|^p. */
export function absolutePower(tape: Lowering, x: string, p: number): string {
  if (p === 2) return tape.each('Mul', [x, x]);
  const size = tape.each('Abs', [x]);
  return p === 1 ? size : tape.each('Pow', [size, tape.builder.scalar(p)]);
}

/** x^(1/p) of numbers that are not negative. */
export function root(tape: Lowering, x: string, p: number): string {
  if (p === 1) return x;
  return p === 2 ? tape.each('Sqrt', [x]) : tape.each('Pow', [x, tape.builder.scalar(1 / p)]);
}
