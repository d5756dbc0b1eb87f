import { float32Constant } from '../../main/engine/onnx/constant.ts';
import type { Builder } from '../../main/engine/onnx/builder.ts';
import type { Model } from '../../main/engine/onnx/ir.ts';
import { elementCount } from '../../shared/tensor.ts';
import { randomStream } from './random.ts';
import { smallModel } from './smallModel.ts';

/** Channels of the last activation, as wide as classifiers get. */
export const WIDE = 4096;
const CLASSES = 1000;
const HIDDEN = 512;

/**
 * A classifier of 224 × 224 photos with {@link WIDE} channels of 7 × 7 before its head, behind a small backbone: seeded
 * weights, spread as for a start of training.
 * @param head affine (mean and Gemm), or with a hidden layer between
 */
export function wideModel(head: 'affine' | 'non-linear', seed = 1): Model {
  const next = randomStream(seed);
  const weights = (builder: Builder, ...dims: number[]) => {
    const bound = Math.sqrt(6 / elementCount(dims.slice(1)));
    const values = Float32Array.from({ length: elementCount(dims) }, () => bound * (2 * next() - 1));
    return builder.constant(float32Constant(dims, values));
  };
  return smallModel(17, ['N', 3, 224, 224], (builder, x) => {
    const block = (input: string, channels: readonly [number, number], size: number) => {
      const kernel = weights(builder, channels[1], channels[0], size, size);
      return builder.node('Relu', [builder.node('Conv', [input, kernel], { strides: [size, size] })]);
    };
    const wide = block(block(block(x, [3, 32], 4), [32, 64], 4), [64, WIDE], 2);
    const pooled = builder.node('Flatten', [builder.node('GlobalAveragePool', [wide])]);
    const linear = (input: string, from: number, to: number) =>
      builder.node('Gemm', [input, weights(builder, to, from)], { transB: 1 });
    if (head === 'affine') return linear(pooled, WIDE, CLASSES);
    return linear(builder.node('Relu', [linear(pooled, WIDE, HIDDEN)]), HIDDEN, CLASSES);
  });
}
