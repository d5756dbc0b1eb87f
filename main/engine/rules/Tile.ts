import { integersOf } from '../onnx/constant.ts';
import { NEWEST, type LinearRule } from './support/rule.ts';

/** y = x repeated along its axes: dL/dx = dL/dy summed over the repetitions. */
export const Tile: LinearRule = {
  op: 'Tile',
  opset: [13, NEWEST],
  kind: 'linear',
  inputs: [0],
  backward(tape, dy) {
    const { builder } = tape;
    const x = tape.input(0);
    const repeats = integersOf(tape.requireConstant(1, 'number of repetitions'));
    if (!repeats) throw tape.unsupported('its number of repetitions is not an integer');
    // [r0 d0, r1 d1, ...] -> [r0, d0, r1, d1, ...], then summed over every r.
    const batch = tape.batchAxis(x);
    const sizes = tape.dims(x).map((dim, axis) => (axis === batch ? -1 : dim));
    const spread = sizes.flatMap((size, axis) => [repeats[axis] as number, size]);
    const opened = builder.node('Reshape', [dy, builder.ints(spread)]);
    const axes = repeats.map((_, axis) => 2 * axis);
    return builder.node('ReduceSum', [opened, builder.ints(axes)], { keepdims: 0 });
  },
};
