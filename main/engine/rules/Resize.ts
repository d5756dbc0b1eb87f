import { NEWEST, type LinearRule } from './support/rule.ts';
import { multiplyAlong, transposed } from './support/alongAxis.ts';
import { readResize, interpolation } from './support/interpolation.ts';

/** y = x sampled anew along its axes, each a matrix M of interpolation weights: dL/dx = M^T dL/dy along each. */
export const Resize: LinearRule = {
  op: 'Resize',
  opset: [18, NEWEST],
  kind: 'linear',
  inputs: [0],
  backward(tape, dy) {
    const rank = tape.dims(tape.input(0)).length;
    return readResize(tape).reduce((gradient, sampling, axis) => {
      if (sampling.input === sampling.output && sampling.scale === 1 && !sampling.crop) return gradient;
      return multiplyAlong(tape.builder, gradient, axis, rank, transposed(interpolation(sampling)));
    }, dy);
  },
};
