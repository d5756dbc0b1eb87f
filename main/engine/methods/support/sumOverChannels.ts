import type { Builder } from '../../onnx/builder.ts';
import type { WrittenMap } from '../method.ts';

/** The map sum_k x_k, [N, H, W], of a tensor [N, C, H, W]. */
export function sumOverChannels(builder: Builder, x: string): WrittenMap {
  return { signed: builder.node('ReduceSum', [x, builder.ints([1])], { keepdims: 0 }) };
}
