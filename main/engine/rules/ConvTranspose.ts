import { intAttribute, intsAttribute, stringAttribute } from '../onnx/ir.ts';
import { NEWEST, type LinearRule } from './support/rule.ts';
import type { Tape } from './support/tape.ts';
import { span } from './support/window.ts';

/** y = the transpose of a convolution with kernel W: dL/dx is that convolution of dL/dy. */
export const ConvTranspose: LinearRule = {
  op: 'ConvTranspose',
  opset: [11, NEWEST],
  kind: 'linear',
  inputs: [0],
  backward(tape, dy) {
    const { builder, node } = tape;
    const kernel = tape.requireConstant(1, 'kernel').dims.slice(2);
    const input = tape.dims(tape.input(0)).slice(2);
    const output = tape.dims(tape.output).slice(2);
    const strides = intsAttribute(node, 'strides') ?? kernel.map(() => 1);
    const dilations = intsAttribute(node, 'dilations') ?? kernel.map(() => 1);
    const before = padsBefore(tape, kernel, strides, dilations);
    // What comes after decides only how many positions the convolution has: as many as x.
    const after = input.map((size, axis) => {
      const reach = span(kernel[axis] as number, dilations[axis] as number);
      return (
        (size - 1) * (strides[axis] as number) + reach - (output[axis] as number) - (before[axis] as number)
      );
    });
    const cut = after.flatMap((pad, axis) => (pad < 0 ? [axis] : []));
    const stops = cut.map((axis) => (output[axis] as number) + (after[axis] as number));
    const kept =
      cut.length === 0
        ? dy
        : builder.node('Slice', [
            dy,
            builder.ints(cut.map(() => 0)),
            builder.ints(stops),
            builder.ints(cut.map((axis) => axis + 2)),
          ]);
    return builder.node('Conv', [kept, tape.input(1)], {
      kernel_shape: kernel,
      strides,
      dilations,
      group: intAttribute(node, 'group', 1),
      pads: [...before, ...after.map((pad) => Math.max(0, pad))],
    });
  },
};

/** What is cut off before each spatial axis; named, or shared out as auto_pad and output_shape say. */
function padsBefore(
  tape: Tape,
  kernel: readonly number[],
  strides: readonly number[],
  dilations: readonly number[],
): number[] {
  const { node } = tape;
  const autoPad = stringAttribute(node, 'auto_pad', 'NOTSET');
  const shared = intsAttribute(node, 'output_shape') !== undefined || autoPad.startsWith('SAME');
  if (!shared) return kernel.map((_, axis) => intsAttribute(node, 'pads')?.[axis] ?? 0);
  const input = tape.dims(tape.input(0)).slice(2);
  const output = tape.dims(tape.output).slice(2);
  return input.map((size, axis) => {
    const extra = intsAttribute(node, 'output_padding')?.[axis] ?? 0;
    const full =
      (size - 1) * (strides[axis] as number) + span(kernel[axis] as number, dilations[axis] as number);
    const total = Math.max(0, full + extra - (output[axis] as number));
    return autoPad === 'SAME_UPPER' ? Math.floor(total / 2) : Math.ceil(total / 2);
  });
}
