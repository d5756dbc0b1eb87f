import type { Lowering } from './lowering.ts';

/** x less its mean over axes. */
export function centred(tape: Lowering, x: string, axes: readonly number[]): string {
  return tape.each('Sub', [x, tape.reduce('ReduceMean', x, axes)]);
}

/** x / sqrt(mean(x^2) + epsilon), the mean over axes. */
export function scaledToUnit(tape: Lowering, x: string, axes: readonly number[], epsilon: number): string {
  const square = tape.reduce('ReduceMean', tape.each('Mul', [x, x]), axes);
  const deviation = tape.each('Sqrt', [tape.each('Add', [square, tape.builder.scalar(epsilon)])]);
  return tape.each('Mul', [x, tape.each('Reciprocal', [deviation])]);
}

/** Times input 1 and plus input 2 where the node has them, in shapes that broadcast against x. */
export function scaleAndShift(tape: Lowering, x: string, dims?: readonly number[]): string {
  const shaped = (position: number) => {
    const name = tape.input(position);
    return dims ? tape.reshape(name, dims) : name;
  };
  const scaled = tape.input(1) === '' ? x : tape.each('Mul', [x, shaped(1)]);
  return tape.input(2) === '' ? scaled : tape.each('Add', [scaled, shaped(2)]);
}

/** A parameter per channel of a tensor [N, C, ...], as it broadcasts against it. */
export function perChannel(dims: readonly number[]): number[] {
  return [dims[1] as number, ...dims.slice(2).map(() => 1)];
}
