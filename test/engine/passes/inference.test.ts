import { expect, test } from 'vitest';
import { readClassifier } from '../../../main/engine/classifier.ts';
import { DataType, type Constant } from '../../../main/engine/onnx/constant.ts';
import { makeNode, type Builder } from '../../../main/engine/onnx/builder.ts';
import { evaluateOnce } from '../../../main/engine/runtime/evaluate.ts';
import { relativeError } from '../../support/golden.ts';
import { weights } from '../../support/ruleCase.ts';
import { resultOf, smallModel } from '../../support/smallModel.ts';

const DIMS = [1, 3, 8, 8];
const truth: Constant = { dtype: DataType.bool, dims: [], bytes: Uint8Array.of(1) };

/** Two normalisations and a dropout, as they are exported in training or in evaluation mode. */
function network(opset: number, training: boolean) {
  return smallModel(opset, DIMS, (b, x) => {
    const normed = normalised(b, normalised(b, x, training), training);
    b.append(makeNode('Constant', [], ['yes'], { value: { type: 'tensor', value: truth } }));
    const dropped = b.node('Dropout', [normed, b.scalar(0.9), ...(training ? ['yes'] : [])]);
    return b.node('Flatten', [b.node('GlobalAveragePool', [dropped])]);
  });
}

function normalised(b: Builder, x: string, training: boolean): string {
  const parameters = [weights(b, [3]), weights(b, [3], 2), weights(b, [3], 3), weights(b, [3], 4, 0.5, 2)];
  const attributes = training ? { training_mode: 1 } : {};
  const [y = ''] = b.nodeWithOutputs('BatchNormalization', [x, ...parameters], training ? 3 : 1, attributes);
  return y;
}

test.each([14, 17, 18, 22])(
  'operator set %i: what was exported in training mode is read as at inference',
  async (opset) => {
    const read = await readClassifier(network(opset, true), evaluateOnce);
    const plain = await readClassifier(network(opset, false), evaluateOnce);
    expect(relativeError(await resultOf(read.model, DIMS), await resultOf(plain.model, DIMS))).toBe(0);
    expect(plain.warnings).toEqual([]);
    expect(read.warnings).toEqual([
      expect.stringMatching(
        /^BatchNormalization node '.*' and 1 more, exported in training mode: explained with the statistics learnt, as at inference\.$/,
      ),
      expect.stringMatching(/^Dropout node '.*', exported in training mode: left out, as at inference\.$/),
    ]);
  },
);

test('random numbers are told', async () => {
  const noisy = smallModel(18, DIMS, (b, x) => {
    const noise = b.node('RandomNormalLike', [x]);
    return b.node('Flatten', [b.node('GlobalAveragePool', [b.node('Add', [x, noise])])]);
  });
  const { warnings } = await readClassifier(noisy, evaluateOnce);
  expect(warnings).toEqual([
    expect.stringMatching(
      /^RandomNormalLike node '.*': random numbers, so that scores and maps hold for one draw\.$/,
    ),
  ]);
});

test.each([17, 18])(
  'operator set %i: weights that are standardised by their own statistics stay so',
  async (opset) => {
    const model = smallModel(opset, DIMS, (b, x) => {
      const rows = b.node('Reshape', [weights(b, [4, 3, 2, 2]), b.ints([1, 4, 12])]);
      const [ones, zeros] = [
        b.node('Expand', [b.scalar(1), b.ints([4])]),
        b.node('Expand', [b.scalar(0), b.ints([4])]),
      ];
      const norm = b.nodeWithOutputs('BatchNormalization', [rows, ones, zeros, zeros, ones], 3, {
        training_mode: 1,
      });
      const [unit = ''] = norm;
      const conv = b.node('Conv', [x, b.node('Reshape', [unit, b.ints([4, 3, 2, 2])])]);
      return b.node('Flatten', [b.node('GlobalAveragePool', [conv])]);
    });
    const read = await readClassifier(model, evaluateOnce);
    expect(read.warnings).toEqual([]);
    expect(relativeError(await resultOf(read.model, DIMS), await resultOf(model, DIMS))).toBeLessThan(1e-6);
  },
);
