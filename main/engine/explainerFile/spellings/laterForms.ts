import { floatConstant } from '../../onnx/constant.ts';
import { intsAttribute } from '../../onnx/ir.ts';
import { composite } from '../../rules/support/composite.ts';
import { readResize } from '../../rules/support/interpolation.ts';
import { paddedAxes } from '../../rules/support/padding.ts';
import { readWindow } from '../../rules/support/window.ts';
import { windowShares, windowSums } from '../../rules/support/windowSums.ts';

/*
 * Forms that operators got with operator set 19, in those of set 18: in a file of the later set ONNX Runtime finds
 * no CUDA kernels of Pad, Equal and others.
 */

/** The mean over windows with gaps: sums by a convolution, each divided by the positions it has. */
export const AveragePool = composite('AveragePool', 19, [0], (tape) => {
  const { builder, node } = tape;
  const window = readWindow(tape, intsAttribute(node, 'kernel_shape') ?? []);
  const shares = floatConstant(builder.floatType, [1, 1, ...window.output], windowShares(tape, window));
  return tape.each('Mul', [windowSums(tape, tape.input(0), window), builder.constant(shares, 'shares')]);
});

/** A margin that repeats x from its other end: along each axis the positions that are read. */
export const Pad = composite('Pad', 19, [0], (tape) =>
  paddedAxes(tape).reduce((x, { axis, sources }) => {
    const dims = tape.dims(x).map((dim, index) => (index === axis ? sources.length : dim));
    return tape.write('Gather', [x, tape.builder.ints(sources.map(Number))], dims, { axis });
  }, tape.input(0)),
);

/** Symmetric about the middle: where the output's size is exactly the scaled one, plain half pixels. */
export const Resize = composite('Resize', 19, [0], (tape) => {
  const { node } = tape;
  const isExact = readResize(tape).every(
    ({ input, output, scale }) => Math.abs(output - input * scale) < 1e-5 * output,
  );
  if (!isExact) throw tape.unsupported('its size is not the scaled one');
  const plain = { type: 'string', value: 'half_pixel' } as const;
  const attributes = { ...Object.fromEntries(node.attributes), coordinate_transformation_mode: plain };
  return tape.write('Resize', node.inputs, tape.dims(tape.output), attributes);
});
