import { integersOf } from '../onnx/constant.ts';
import { NEWEST, type LinearRule } from './support/rule.ts';
import { slicePositions } from './support/slicePositions.ts';
import type { Tape } from './support/tape.ts';
import { ungather } from './support/ungather.ts';

/** y = every step-th element of x from start to end, along some axes: dL/dx is dL/dy there and 0 elsewhere. */
export const Slice: LinearRule = {
  op: 'Slice',
  opset: [13, NEWEST],
  kind: 'linear',
  inputs: [0],
  backward(tape, dy) {
    const dims = tape.dims(tape.input(0));
    const starts = integers(tape, 1, 'start');
    const ends = integers(tape, 2, 'end');
    const axes = tape.input(3) === '' ? starts.map((_, index) => index) : integers(tape, 3, 'axes');
    const steps = tape.input(4) === '' ? starts.map(() => 1) : integers(tape, 4, 'step');
    return axes.reduce((gradient, named, index) => {
      const axis = (named + dims.length) % dims.length;
      const size = dims[axis] as number;
      const taken = slicePositions(
        starts[index] as number,
        ends[index] as number,
        steps[index] as number,
        size,
      );
      return ungather(tape.builder, gradient, axis, dims.length, taken, size);
    }, dy);
  },
};

function integers(tape: Tape, position: number, what: string): number[] {
  const values = integersOf(tape.requireConstant(position, what));
  if (!values) throw tape.unsupported(`its ${what} is not an integer`);
  return values;
}
