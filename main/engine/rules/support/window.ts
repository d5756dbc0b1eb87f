import { intAttribute, intsAttribute, stringAttribute } from '../../onnx/ir.ts';
import type { Tape } from './tape.ts';

/** Geometry of a convolution or pool over the spatial axes, with every padding resolved to numbers. */
export interface Window {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Padding before and after each spatial axis; `after` may be more than the node names where ceil_mode adds a window. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** Spatial sizes of input and output. */
  readonly input: readonly number[];
  readonly output: readonly number[];
}

/** Positions that a kernel with its dilation spans. */
export function span(kernel: number, dilation: number): number {
  return (kernel - 1) * dilation + 1;
}

/** Reads the geometry of the tape's node; the sizes decide what auto_pad and ceil_mode leave open. */
export function readWindow(tape: Tape, kernel: readonly number[]): Window {
  const { node } = tape;
  const input = tape.dims(tape.input(0)).slice(2);
  const output = tape.dims(tape.output).slice(2);
  const ones = input.map(() => 1);
  const strides = intsAttribute(node, 'strides') ?? ones;
  const dilations = intsAttribute(node, 'dilations') ?? ones;
  const pads = intsAttribute(node, 'pads');
  const autoPad = stringAttribute(node, 'auto_pad', 'NOTSET');
  const rank = input.length;
  const reach = input.map(
    (_, axis) =>
      ((output[axis] as number) - 1) * (strides[axis] as number) +
      span(kernel[axis] as number, dilations[axis] as number),
  );
  const before = input.map((size, axis) => {
    const total = Math.max(0, (reach[axis] as number) - size);
    if (autoPad === 'SAME_UPPER') return Math.floor(total / 2);
    if (autoPad === 'SAME_LOWER') return Math.ceil(total / 2);
    return autoPad === 'VALID' ? 0 : (pads?.[axis] ?? 0);
  });
  const after = input.map((size, axis) => {
    const needed = (reach[axis] as number) - size - (before[axis] as number);
    return Math.max(
      needed,
      autoPad === 'NOTSET' && intAttribute(node, 'ceil_mode', 0) === 0 ? (pads?.[axis + rank] ?? 0) : 0,
    );
  });
  return { kernel, strides, dilations, before, after, input, output };
}
