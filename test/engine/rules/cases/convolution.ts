import type { AttributeInit } from '../../../../main/engine/onnx/builder.ts';
import { weights, type RuleCase, type RuleCases } from '../../../support/ruleCase.ts';

type Shape = RuleCase['shape'];
type Attributes = Readonly<Record<string, AttributeInit>>;

function conv(name: string, shape: Shape, kernel: readonly number[], attributes: Attributes = {}): RuleCase {
  return {
    name,
    shape,
    build: (b, x) =>
      b.node('Conv', [x, weights(b, kernel), weights(b, [kernel[0] as number], 2)], attributes),
  };
}

/** The same over `dims` other than one image plane. */
function convOver(
  name: string,
  shape: Shape,
  dims: readonly number[],
  kernel: readonly number[],
  attributes: Attributes = {},
): RuleCase {
  return {
    name,
    shape,
    build: (b, x) => b.node('Conv', [b.node('Reshape', [x, b.ints(dims)]), weights(b, kernel)], attributes),
  };
}

function transpose(
  name: string,
  shape: Shape,
  kernel: readonly number[],
  attributes: Attributes = {},
): RuleCase {
  return { name, shape, build: (b, x) => b.node('ConvTranspose', [x, weights(b, kernel)], attributes) };
}

export const cases: RuleCases = {
  Conv: [
    conv('pointwise', [3, 3, 4], [2, 3, 1, 1]),
    conv('3x3, padded', [2, 4, 4], [3, 2, 3, 3], { pads: [1, 1, 1, 1] }),
    conv('groups', [4, 4, 3], [6, 2, 2, 2], { group: 2 }),
    conv('depthwise with stride', [3, 5, 5], [3, 1, 3, 3], { group: 3, strides: [2, 2], pads: [1, 1, 1, 1] }),
    conv('stride that leaves a rest', [2, 6, 5], [2, 2, 2, 2], { strides: [3, 2] }),
    conv('stride beyond the kernel', [2, 5, 5], [2, 2, 1, 1], { strides: [2, 3] }),
    conv('dilations', [2, 5, 6], [2, 2, 2, 2], { dilations: [2, 3] }),
    conv('asymmetric padding', [2, 4, 4], [2, 2, 3, 3], { pads: [0, 1, 2, 3] }),
    conv('padding beyond the kernel', [2, 2, 3], [2, 2, 2, 1], { pads: [2, 1, 3, 2] }),
    conv('SAME_UPPER', [2, 5, 4], [2, 2, 2, 3], { auto_pad: 'SAME_UPPER', strides: [2, 2] }),
    conv('SAME_LOWER', [2, 5, 4], [2, 2, 2, 3], { auto_pad: 'SAME_LOWER', strides: [2, 1] }),
    conv('VALID', [2, 5, 4], [2, 2, 2, 3], { auto_pad: 'VALID', kernel_shape: [2, 3] }),
    convOver('one axis', [2, 3, 4], [1, 2, 12], [3, 2, 3], { strides: [2], pads: [1, 0] }),
    convOver('three axes', [2, 3, 8], [1, 2, 3, 4, 2], [2, 2, 2, 3, 2], {
      strides: [1, 2, 1],
      pads: [1, 1, 0, 0, 0, 1],
    }),
  ],
  ConvTranspose: [
    transpose('plain', [2, 3, 3], [2, 3, 2, 2]),
    transpose('stride', [2, 3, 2], [2, 1, 3, 2], { strides: [2, 3], kernel_shape: [3, 2] }),
    transpose('groups, padding', [4, 3, 3], [4, 1, 3, 3], { group: 2, pads: [1, 0, 1, 2], strides: [2, 2] }),
    transpose('depthwise', [3, 2, 3], [3, 1, 2, 2], { group: 3, strides: [2, 2] }),
    transpose('dilations', [2, 3, 3], [2, 2, 2, 2], { dilations: [2, 1] }),
    transpose('output_padding', [2, 3, 3], [2, 1, 3, 3], {
      strides: [2, 3],
      pads: [1, 1, 1, 1],
      output_padding: [1, 2],
    }),
    transpose('output_shape', [2, 3, 3], [2, 1, 3, 3], { strides: [2, 2], output_shape: [6, 5] }),
    transpose('SAME_UPPER', [2, 3, 3], [2, 1, 3, 3], { strides: [2, 2], auto_pad: 'SAME_UPPER' }),
    transpose('SAME_LOWER', [2, 3, 3], [2, 1, 3, 3], { strides: [2, 2], auto_pad: 'SAME_LOWER' }),
  ],
};
