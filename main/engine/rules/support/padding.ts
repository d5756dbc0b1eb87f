import { integersOf } from '../../onnx/constant.ts';
import { stringAttribute } from '../../onnx/ir.ts';
import type { Tape } from './tape.ts';

/** One axis that a Pad node widens (or, by a negative margin, cuts). */
export interface PaddedAxis {
  readonly axis: number;
  readonly size: number;
  /** For each position of the output the position of x that it reads, or null for the constant. */
  readonly sources: readonly (number | null)[];
}

/** Position of x that a position outside of it reads, by padding mode; null for a constant. */
const OUTSIDE: Readonly<Record<string, (position: number, size: number) => number | null>> = {
  constant: () => null,
  edge: (position, size) => Math.min(Math.max(position, 0), size - 1),
  reflect(position, size) {
    const period = Math.max(1, 2 * (size - 1));
    const within = ((position % period) + period) % period;
    return within < size ? within : period - within;
  },
  wrap: (position, size) => ((position % size) + size) % size,
};

/** What a Pad node does to each axis that it changes. */
export function paddedAxes(tape: Tape): PaddedAxis[] {
  const dims = tape.dims(tape.input(0));
  const mode = stringAttribute(tape.node, 'mode', 'constant');
  const outside = OUTSIDE[mode];
  if (!outside) throw tape.unsupported(`its mode is '${mode}'`);
  const pads = integers(tape, 1, 'margin');
  const axes = tape.input(3) === '' ? dims.map((_, axis) => axis) : integers(tape, 3, 'axes');
  return axes.flatMap((named, index) => {
    const axis = (named + dims.length) % dims.length;
    const size = dims[axis] as number;
    const [before, after] = [pads[index] as number, pads[index + axes.length] as number];
    if (before === 0 && after === 0) return [];
    const sources = Array.from({ length: before + size + after }, (_, at) => {
      const position = at - before;
      return position >= 0 && position < size ? position : outside(position, size);
    });
    return [{ axis, size, sources }];
  });
}

function integers(tape: Tape, position: number, what: string): number[] {
  const values = integersOf(tape.requireConstant(position, what));
  if (!values) throw tape.unsupported(`its ${what} is not an integer`);
  return values;
}
