import type { Builder } from '../../onnx/builder.ts';
import { elementCount } from '../../../../shared/tensor.ts';
import type { Constant } from '../../onnx/constant.ts';
import { floatsOf, likeConstant } from '../../onnx/constant.ts';
import { span, type Window } from './window.ts';

/** Spreads a gradient with zeros between its elements, `stride - 1` of them after each. */
function dilate(builder: Builder, dy: string, channels: number, window: Window): string {
  if (window.strides.every((stride) => stride === 1)) return dy;
  const rank = window.strides.length;
  const spaced = window.output.flatMap((size) => [size, 1]);
  const open = builder.node('Reshape', [dy, builder.ints([-1, channels, ...spaced])]);
  const nothing = Array.from({ length: 2 + 2 * rank }, () => 0);
  const ends = [0, 0, ...window.strides.flatMap((stride) => [0, stride - 1])];
  const padded = builder.node('Pad', [open, builder.ints([...nothing, ...ends])]);
  const sizes = window.output.map((size, axis) => size * (window.strides[axis] as number));
  return builder.node('Reshape', [padded, builder.ints([-1, channels, ...sizes])]);
}

/**
 * The gradient of a convolution with respect to its input, as a convolution of the gradient with the
 * kernel turned round. ONNX Runtime runs that faster than ConvTranspose wherever there are groups.
 * @param flipped kernel [C, M/groups, ...] turned round (see {@link flipKernel})
 * @param channels number of channels M of `dy`
 */
export function convolveBack(
  builder: Builder,
  dy: string,
  flipped: string,
  channels: number,
  groups: number,
  window: Window,
): string {
  const spread = dilate(builder, dy, channels, window);
  // Full correlation pads by the kernel's span less one; the forward padding takes its share back.
  const begin = window.before.map(
    (pad, axis) => span(window.kernel[axis] as number, window.dilations[axis] as number) - 1 - pad,
  );
  const end = window.input.map((size, axis) => {
    const spreadSize = (window.output[axis] as number) * (window.strides[axis] as number);
    const reach = span(window.kernel[axis] as number, window.dilations[axis] as number);
    return size + reach - 1 - spreadSize - (begin[axis] as number);
  });
  const cropped = crop(builder, spread, begin, end, window);
  return builder.node('Conv', [cropped, flipped], {
    kernel_shape: window.kernel,
    dilations: window.dilations,
    group: groups,
    pads: [...begin, ...end].map((pad) => Math.max(0, pad)),
  });
}

/** Negative padding, which Conv does not take, cuts the tensor instead. */
function crop(
  builder: Builder,
  x: string,
  begin: readonly number[],
  end: readonly number[],
  window: Window,
): string {
  const cut = begin.flatMap((first, axis) => (first < 0 || (end[axis] as number) < 0 ? [axis] : []));
  if (cut.length === 0) return x;
  const starts = cut.map((axis) => Math.max(0, -(begin[axis] as number)));
  const stops = cut.map((axis) => {
    const size = (window.output[axis] as number) * (window.strides[axis] as number);
    return size + Math.min(0, end[axis] as number);
  });
  const axes = cut.map((axis) => axis + 2);
  return builder.node('Slice', [x, builder.ints(starts), builder.ints(stops), builder.ints(axes)]);
}

/**
 * Turns a kernel [M, C/groups, ...] round: each position reversed, inputs and outputs of a group exchanged.
 * @returns kernel [C, M/groups, ...]; undefined when the constant is no float tensor
 */
export function flipKernel(kernel: Constant, groups: number): Constant | undefined {
  const source = floatsOf(kernel);
  if (!source) return undefined;
  const [outputs, inputsPerGroup] = [kernel.dims[0] as number, kernel.dims[1] as number];
  const spatial = kernel.dims.slice(2);
  const size = elementCount(spatial);
  const outputsPerGroup = outputs / groups;
  const flipped = new (source.constructor as Float32ArrayConstructor)(source.length);
  for (let group = 0; group < groups; group += 1) {
    for (let output = 0; output < outputsPerGroup; output += 1) {
      for (let input = 0; input < inputsPerGroup; input += 1) {
        const from = ((group * outputsPerGroup + output) * inputsPerGroup + input) * size;
        const to = ((group * inputsPerGroup + input) * outputsPerGroup + output) * size;
        for (let k = 0; k < size; k += 1) flipped[to + k] = source[from + size - 1 - k] as number;
      }
    }
  }
  return likeConstant(kernel, [inputsPerGroup * groups, outputsPerGroup, ...spatial], flipped);
}
