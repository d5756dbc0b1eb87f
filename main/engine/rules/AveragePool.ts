import { elementCount } from '../../../shared/tensor.ts';
import { floatConstant } from '../onnx/constant.ts';
import { intsAttribute } from '../onnx/ir.ts';
import type { LinearRule } from './support/rule.ts';
import { NEWEST } from './support/rule.ts';
import { convolveBack } from './support/transposedConv.ts';
import { readWindow } from './support/window.ts';
import { windowShares } from './support/windowSums.ts';

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
