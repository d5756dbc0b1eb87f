import { paddedAxes } from './support/padding.ts';
import { NEWEST, type LinearRule } from './support/rule.ts';
import { ungather } from './support/ungather.ts';

/** y = x with a margin: dL/dx is dL/dy inside, and what the margin repeats of x is added there. */
export const Pad: LinearRule = {
  op: 'Pad',
  opset: [18, NEWEST],
  kind: 'linear',
  inputs: [0],
  backward(tape, dy) {
    const rank = tape.dims(tape.input(0)).length;
    return paddedAxes(tape).reduce(
      (gradient, { axis, size, sources }) => ungather(tape.builder, gradient, axis, rank, sources, size),
      dy,
    );
  },
};
