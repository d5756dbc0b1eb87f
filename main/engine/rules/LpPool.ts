import { floatConstant } from '../onnx/constant.ts';
import { intAttribute, intsAttribute } from '../onnx/ir.ts';
import { elementCount } from '../../../shared/tensor.ts';
import { composite } from './support/composite.ts';
import { absolutePower, root } from './support/power.ts';
import { readWindow } from './support/window.ts';

/** y = (sum of |x|^p over a window)^(1/p), the sum a convolution with ones for each channel. */
export const LpPool = composite('LpPool', 18, [0], (tape) => {
  const { builder, node } = tape;
  const p = intAttribute(node, 'p', 2);
  const powers = absolutePower(tape, tape.input(0), p);
  const window = readWindow(tape, intsAttribute(node, 'kernel_shape') ?? []);
  const channels = tape.dims(tape.input(0))[1] as number;
  const dims = [channels, 1, ...window.kernel];
  const ones = floatConstant(
    builder.floatType,
    dims,
    Array.from({ length: elementCount(dims) }, () => 1),
  );
  const sums = tape.write('Conv', [powers, builder.constant(ones, 'ones')], tape.dims(tape.output), {
    group: channels,
    kernel_shape: window.kernel,
    strides: window.strides,
    dilations: window.dilations,
    pads: [...window.before, ...window.after],
  });
  return root(tape, sums, p);
});
