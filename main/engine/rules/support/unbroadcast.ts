import type { Tape } from './tape.ts';

/**
 * Sums a gradient in the shape of a broadcast result over the axes along which the forward tensor
 * `name` was repeated: dL/dx = sum over repetitions of dL/dy.
 */
export function unbroadcast(tape: Tape, dy: string, name: string): string {
  const { builder } = tape;
  const from = tape.dims(tape.output);
  const to = tape.dims(name);
  const offset = from.length - to.length;
  const batch = tape.batchAxis(tape.output);
  const repeated = from.flatMap((dim, axis) =>
    axis !== batch && (axis < offset || (to[axis - offset] === 1 && dim > 1)) ? [axis] : [],
  );
  const summed =
    repeated.length === 0 ? dy : builder.node('ReduceSum', [dy, builder.ints(repeated)], { keepdims: 1 });
  return offset === 0 ? summed : builder.node('Reshape', [summed, tape.batchedShape(name)]);
}
