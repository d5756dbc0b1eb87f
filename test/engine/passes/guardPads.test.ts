import { expect, test } from 'vitest';
import { readClassifier } from '../../../main/engine/classifier.ts';
import type { Builder } from '../../../main/engine/onnx/builder.ts';
import { DataType } from '../../../main/engine/onnx/constant.ts';
import { evaluateOnce } from '../../../main/engine/runtime/evaluate.ts';
import { createSession } from '../../../main/engine/runtime/session.ts';
import { smallModel } from '../../support/smallModel.ts';

const DIMS = [1, 3, 6, 6];

test.each<[string, (b: Builder) => string[]]>([
  ['zeros that are not named', () => []],
  ['zeros that are named', (b) => [b.scalar(0)]],
])('a margin of %s before a MaxPool stays one when ONNX Runtime optimises', async (_, margin) => {
  const model = smallModel(18, DIMS, (b, x) => {
    const padded = b.node('Pad', [x, b.ints([0, 0, 1, 1, 0, 0, 1, 1]), ...margin(b)]);
    const pooled = b.node('MaxPool', [padded], { kernel_shape: [3, 3] });
    return b.node('Reshape', [pooled, b.ints([-1, 108])]);
  });
  const read = await readClassifier(model, evaluateOnce);
  const session = await createSession(read.model, { provider: 'cpu', threads: 1 });
  const x = { dtype: DataType.float32, dims: DIMS, data: new Float32Array(108).fill(-1) };
  const results = await session.run({ x }, [read.output]);
  await session.release();
  const y = Array.from(results[read.output]?.data as Float32Array);
  const isBorder = (at: number) => [0, 5].includes(at % 6) || [0, 5].includes(Math.floor(at / 6) % 6);
  expect(y.map((value) => Math.round(value) + 0)).toEqual(y.map((_value, at) => (isBorder(at) ? 0 : -1)));
});
