import { intAttribute } from '../onnx/ir.ts';
import type { LinearRule } from './support/rule.ts';
import { NEWEST } from './support/rule.ts';
import { convolveBack, flipKernel } from './support/transposedConv.ts';
import { readWindow } from './support/window.ts';

/** y = W * x + b: dL/dx is dL/dy, spread by the strides, correlated with W turned round. */
export const Conv: LinearRule = {
  op: 'Conv',
  opset: [11, NEWEST],
  kind: 'linear',
  inputs: [0],
  backward(tape, dy) {
    const { builder, node } = tape;
    const weight = tape.requireConstant(1, 'kernel');
    const groups = intAttribute(node, 'group', 1);
    const flipped = flipKernel(weight, groups);
    if (!flipped) throw tape.unsupported('its kernel is not of floating-point numbers');
    const window = readWindow(tape, weight.dims.slice(2));
    const channels = weight.dims[0] as number;
    return convolveBack(builder, dy, builder.constant(flipped, 'kernel'), channels, groups, window);
  },
};
