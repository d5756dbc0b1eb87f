import { integersOf } from '../onnx/constant.ts';
import { NEWEST, type LinearRule } from './support/rule.ts';
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
      const taken = positions(starts[index] as number, ends[index] as number, steps[index] as number, size);
      return ungather(tape.builder, gradient, axis, dims.length, taken, size);
    }, dy);
  },
};

function integers(tape: Tape, position: number, what: string): number[] {
  const values = integersOf(tape.requireConstant(position, what));
  if (!values) throw tape.unsupported(`its ${what} is not an integer`);
  return values;
}

/** Positions that a slice takes of an axis of `size` elements; negative limits count from the end. */
function positions(start: number, end: number, step: number, size: number): number[] {
  const fromFront = (limit: number) => (limit < 0 ? limit + size : limit);
  const clamp = (limit: number, low: number, high: number) => Math.min(Math.max(fromFront(limit), low), high);
  const taken: number[] = [];
  if (step > 0) {
    const stop = clamp(end, 0, size);
    for (let at = clamp(start, 0, size); at < stop; at += step) taken.push(at);
  } else {
    const stop = clamp(end, -1, size - 1);
    for (let at = clamp(start, -1, size - 1); at > stop; at += step) taken.push(at);
  }
  return taken;
}
