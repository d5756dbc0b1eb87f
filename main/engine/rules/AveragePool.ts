import { elementCount } from '../../../shared/tensor.ts';
import { floatConstant } from '../onnx/constant.ts';
import { intAttribute, intsAttribute } from '../onnx/ir.ts';
import type { LinearRule } from './support/rule.ts';
import { NEWEST } from './support/rule.ts';
import type { Tape } from './support/tape.ts';
import { convolveBack } from './support/transposedConv.ts';
import { readWindow, span, type Window } from './support/window.ts';

/** y = mean of x over a window: dL/dx adds dL/dy / count over the windows that hold the position. */
export const AveragePool: LinearRule = {
  op: 'AveragePool',
  opset: [11, NEWEST],
  kind: 'linear',
  inputs: [0],
  backward(tape, dy) {
    const { builder, node } = tape;
    const window = readWindow(tape, intsAttribute(node, 'kernel_shape') ?? []);
    const scale = floatConstant(builder.floatType, [1, 1, ...window.output], windowShares(tape, window));
    const shared = builder.node('Mul', [dy, builder.constant(scale, 'share')]);
    // Channels do not meet: each is a batch entry of one channel.
    const planes = builder.node('Reshape', [shared, builder.ints([-1, 1, ...window.output])]);
    const taps = elementCount(window.kernel);
    const ones = floatConstant(
      builder.floatType,
      [1, 1, ...window.kernel],
      Array.from({ length: taps }, () => 1),
    );
    const spread = convolveBack(builder, planes, builder.constant(ones, 'ones'), 1, 1, window);
    return builder.node('Reshape', [spread, tape.batchedShape(tape.input(0))]);
  },
};

/** 1 / (number of positions averaged), per window, row-major over the output. */
function windowShares(tape: Tape, window: Window): number[] {
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
