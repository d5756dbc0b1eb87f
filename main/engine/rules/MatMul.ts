import type { BilinearRule } from './support/rule.ts';
import { NEWEST } from './support/rule.ts';
import type { Tape } from './support/tape.ts';

/** y = a b, stacked and broadcast: dL/da = dL/dy b^T, dL/db = a^T dL/dy. */
export const MatMul: BilinearRule = {
  op: 'MatMul',
  opset: [13, NEWEST],
  kind: 'bilinear',
  inputs: [0, 1],
  backward(tape, dy, position, other) {
    const { builder } = tape;
    const [left, right] = [tape.dims(tape.input(0)), tape.dims(tape.input(1))];
    if (right.length === 1) return timesVector(tape, dy, position, other);
    if (left.length === 1) return vectorTimes(tape, dy, position, other);
    const turned = transposeLast(tape, other, tape.dims(tape.input(1 - position)).length);
    return sumStacks(tape, builder.node('MatMul', position === 0 ? [dy, turned] : [turned, dy]), position);
  },
};

/** y = a v: dL/da = dL/dy v^T. A vector is no image's own, so that only a can vary. */
function timesVector(tape: Tape, dy: string, position: number, vector: string): string {
  if (position === 1) throw tape.unsupported('its second factor is a vector that depends on the image');
  const { builder } = tape;
  const column = builder.node('Unsqueeze', [dy, builder.ints([-1])]);
  return builder.node('Mul', [column, vector]);
}

/** y = v b: dL/db = v^T dL/dy. */
function vectorTimes(tape: Tape, dy: string, position: number, vector: string): string {
  if (position === 0) throw tape.unsupported('its first factor is a vector that depends on the image');
  const { builder } = tape;
  const row = builder.node('Unsqueeze', [dy, builder.ints([-2])]);
  return builder.node('Mul', [builder.node('Unsqueeze', [vector, builder.ints([1])]), row]);
}

function transposeLast(tape: Tape, name: string, rank: number): string {
  const order = Array.from({ length: rank }, (_, axis) => axis);
  order.splice(rank - 2, 2, rank - 1, rank - 2);
  return tape.builder.node('Transpose', [name], { perm: order });
}

/** Sums over the stacking axes along which this factor was repeated. */
function sumStacks(tape: Tape, gradient: string, position: number): string {
  const { builder } = tape;
  const name = tape.input(position);
  const to = tape.dims(name);
  const stacks = tape.dims(tape.output).slice(0, -2);
  const offset = stacks.length + 2 - to.length;
  const batch = tape.batchAxis(tape.output);
  const repeated = stacks.flatMap((dim, axis) =>
    axis !== batch && (axis < offset || (to[axis - offset] === 1 && dim > 1)) ? [axis] : [],
  );
  const summed =
    repeated.length === 0
      ? gradient
      : builder.node('ReduceSum', [gradient, builder.ints(repeated)], { keepdims: 1 });
  return offset === 0 ? summed : builder.node('Reshape', [summed, tape.batchedShape(name)]);
}
