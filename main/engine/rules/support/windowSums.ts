import { elementCount } from '../../../../shared/tensor.ts';
import { floatConstant } from '../../onnx/constant.ts';
import { intAttribute, intsAttribute } from '../../onnx/ir.ts';
import type { Lowering } from './lowering.ts';
import type { Tape } from './tape.ts';
import { span, type Window } from './window.ts';

/** Sums of x [N, C, ...] over windows, each channel on its own: a convolution with ones. */
export function windowSums(tape: Lowering, x: string, window: Window): string {
  const { builder } = tape;
  const channels = tape.dims(x)[1] as number;
  const dims = [channels, 1, ...window.kernel];
  const ones = floatConstant(
    builder.floatType,
    dims,
    Array.from({ length: elementCount(dims) }, () => 1),
  );
  return tape.write('Conv', [x, builder.constant(ones, 'ones')], tape.dims(tape.output), {
    group: channels,
    kernel_shape: window.kernel,
    strides: window.strides,
    dilations: window.dilations,
    pads: [...window.before, ...window.after],
  });
}

/** 1 / (number of positions that an AveragePool averages), per window, row-major over the output. */
export function windowShares(tape: Tape, window: Window): number[] {
  const countsPadding = intAttribute(tape.node, 'count_include_pad', 0) === 1;
  const named = intsAttribute(tape.node, 'pads');
  const rank = window.input.length;
  const perAxis = window.output.map((length, axis) => {
    const size = window.input[axis] as number;
    const first = countsPadding ? -(window.before[axis] as number) : 0;
    const padding = named?.[axis + rank] ?? window.after[axis] ?? 0;
    const last = countsPadding ? size + padding : size;
    return Array.from({ length }, (_, position) => {
      const start = position * (window.strides[axis] as number) - (window.before[axis] as number);
      return countTaps(start, window.kernel[axis] as number, window.dilations[axis] as number, first, last);
    });
  });
  return perAxis.reduce<number[]>(
    (products, counts) => products.flatMap((a) => counts.map((b) => a / b)),
    [1],
  );
}

/** Taps of a window from `start` that lie in [first, last). */
function countTaps(start: number, kernel: number, dilation: number, first: number, last: number): number {
  let count = 0;
  for (let at = start; at < start + span(kernel, dilation); at += dilation)
    if (at >= first && at < last) count += 1;
  return count;
}
