import { floatsOf, likeConstant } from '../onnx/constant.ts';
import { floatAttribute } from '../onnx/ir.ts';
import type { LinearRule } from './support/rule.ts';
import { NEWEST } from './support/rule.ts';

/** y = scale (x - mean) / sqrt(variance + epsilon) + bias per channel (axis 1): dL/dx = dL/dy times that factor. */
export const BatchNormalization: LinearRule = {
  op: 'BatchNormalization',
  opset: [15, NEWEST],
  kind: 'linear',
  inputs: [0],
  backward(tape, dy) {
    const { builder, node } = tape;
    const scale = tape.requireConstant(1, 'scale');
    const gamma = floatsOf(scale);
    const variance = floatsOf(tape.requireConstant(4, 'variance'));
    if (!gamma || !variance) throw tape.unsupported('its parameters are not floating-point numbers');
    const epsilon = floatAttribute(node, 'epsilon', 1e-5);
    const factor = gamma.map((each, channel) => each / Math.sqrt((variance[channel] as number) + epsilon));
    const rank = tape.dims(tape.input(0)).length;
    const dims = [factor.length, ...Array.from({ length: rank - 2 }, () => 1)];
    return builder.node('Mul', [dy, builder.constant(likeConstant(scale, dims, factor), 'factor')]);
  },
};
