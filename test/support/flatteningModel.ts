import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { float32Constant } from '../../main/engine/onnx/constant.ts';
import { encodeModel } from '../../main/engine/onnx/serde.ts';
import { elementCount } from '../../shared/tensor.ts';
import { spread } from './random.ts';
import { smallModel } from './smallModel.ts';

/**
 * A classifier of 16 × 16 photos whose linear layer reads every place of its 8 channels: an affine head that CAM cannot take. It is
 * certain of whatever it sees.
 * @returns the file's path
 */
export async function writeFlatteningModel(folder: string): Promise<string> {
  const model = smallModel(18, [1, 3, 16, 16], (builder, x) => {
    const weights = (dims: readonly number[], scale: number) =>
      builder.constant(
        float32Constant(
          dims,
          spread(elementCount(dims), 3).map((value) => scale * value),
        ),
      );
    const channels = builder.node('Relu', [builder.node('Conv', [x, weights([8, 3, 3, 3], 1)])]);
    return builder.node('Gemm', [builder.node('Flatten', [channels]), weights([8 * 14 * 14, 3], 100)]);
  });
  const file = join(folder, 'flattening.onnx');
  await writeFile(file, encodeModel(model));
  return file;
}
