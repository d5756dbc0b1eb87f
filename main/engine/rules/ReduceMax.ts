import { int64Constant } from '../onnx/constant.ts';
import { NEWEST, type SelectionRule } from './support/rule.ts';
import { reductionAxes } from './support/reduction.ts';
import { elementCount } from '../../../shared/tensor.ts';

/** y = maximum of x over axes; it goes to the position of that maximum. */
export const ReduceMax: SelectionRule = {
  op: 'ReduceMax',
  opset: [18, NEWEST],
  kind: 'selection',
  inputs: [0],
  scatter(tape, values, x) {
    const { builder } = tape;
    const name = tape.input(0);
    const dims = tape.dims(name);
    const axes = reductionAxes(tape).sort((a, b) => a - b);
    const kept = dims.flatMap((_, axis) => (axes.includes(axis) ? [] : [axis]));
    const order = [...kept, ...axes];
    const isOrdered = order.every((axis, index) => axis === index);
    const sizes = (chosen: readonly number[]) =>
      chosen.map((axis) => (axis === tape.batchAxis(name) ? -1 : (dims[axis] as number)));
    const count = elementCount(axes.map((axis) => dims[axis] as number));
    // The reduced axes as one at the end, in row-major order.
    const moved = isOrdered ? x : builder.node('Transpose', [x], { perm: order });
    const rows = builder.node('Reshape', [moved, builder.ints([...sizes(kept), count])]);
    const pick = builder.node('ArgMax', [rows], { axis: kept.length, keepdims: 1 });
    const positions = int64Constant(
      [count],
      Array.from({ length: count }, (_, index) => index),
    );
    const isPicked = builder.node('Equal', [pick, builder.constant(positions, 'positions')]);
    const columns = builder.node('Reshape', [values, builder.ints([...sizes(kept), 1])]);
    const spread = builder.node('Where', [isPicked, columns, builder.scalar(0)]);
    const opened = builder.node('Reshape', [spread, builder.ints(sizes(order))]);
    if (isOrdered) return opened;
    return builder.node('Transpose', [opened], { perm: dims.map((_, axis) => order.indexOf(axis)) });
  },
};
