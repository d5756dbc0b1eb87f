import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Builder } from '../../main/engine/onnx/builder.ts';
import { DataType, float32Constant } from '../../main/engine/onnx/constant.ts';
import { encodeModel } from '../../main/engine/onnx/serde.ts';
import { encodeRaster } from '../../main/engine/images/encode.ts';
import { modelOf } from './smallModel.ts';

const SIDE = 16;

/**
 * A classifier whose channels are exp(200 x), pixel by pixel: where a photo is one grey, so is every map; what is
 * white leaves the numbers of float32.
 * @returns the file's path
 */
export async function writeOverflowingModel(folder: string): Promise<string> {
  const image = { name: 'image', dtype: DataType.float32, dims: [1, 3, SIDE, SIDE] };
  const builder = new Builder({ nodes: [], constants: new Map(), inputs: [image] });
  const constant = (dims: readonly number[], values: readonly number[]) =>
    builder.constant(float32Constant(dims, Float32Array.from(values)));
  const kernel = constant([2, 3, 1, 1], [200, 0, 0, 0, 200, 0]);
  const grown = builder.node('Exp', [builder.node('Conv', ['image', kernel])]);
  const pooled = builder.node('Flatten', [builder.node('GlobalAveragePool', [grown])]);
  const logits = builder.node('Gemm', [pooled, constant([2, 3], [1, 0.5, -1, 1, 0.25, -1])]);
  const outputs = [{ name: logits, dtype: DataType.float32, dims: null }];
  const file = join(folder, 'overflowing.onnx');
  await writeFile(file, encodeModel(modelOf(18, builder.graph('overflowing', [image], outputs))));
  return file;
}

/** A photo of one grey. */
export async function writePlainPhoto(folder: string, name: string, level: number): Promise<void> {
  const data = new Uint8ClampedArray(SIDE * SIDE * 4).map((_, index) => (index % 4 === 3 ? 255 : level));
  await writeFile(join(folder, name), await encodeRaster({ width: SIDE, height: SIDE, data }, 'png'));
}
