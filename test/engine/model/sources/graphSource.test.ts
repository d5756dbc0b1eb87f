import { expect, test } from 'vitest';
import { readClassifier } from '../../../../main/engine/classifier.ts';
import { graphSource } from '../../../../main/engine/model/sources/graphSource.ts';
import { floatConstant, DataType } from '../../../../main/engine/onnx/constant.ts';
import { evaluateOnce } from '../../../../main/engine/runtime/evaluate.ts';
import { weights } from '../../../support/ruleCase.ts';
import { smallModel } from '../../../support/smallModel.ts';

const DIMS = [1, 3, 8, 8];
const input = { layout: 'NCHW', channels: 3, height: 8, width: 8 } as const;

/** What a graph says that subtracts these means from its image and divides by `std`. */
async function saidBy(mean: readonly number[], std = 1) {
  const model = smallModel(17, DIMS, (b, x) => {
    const means = b.constant(floatConstant(DataType.float32, [1, 3, 1, 1], mean));
    const image = b.node('Div', [b.node('Sub', [x, means]), b.scalar(std)]);
    const conv = b.node('Conv', [image, weights(b, [4, 3, 3, 3])]);
    return b.node('Flatten', [b.node('GlobalAveragePool', [conv])]);
  });
  const source = graphSource(await readClassifier(model, evaluateOnce));
  return source?.preprocessing?.(input);
}

test.each([
  ["Caffe's means", [103.939, 116.779, 123.68], 1, 1, 'bgr'],
  ["Caffe's means, rounded", [103.9, 116.8, 123.7], 58, 1, 'bgr'],
  ["ImageNet's of a range to 1, blue first", [0.406, 0.456, 0.485], 0.225, 1 / 255, 'bgr'],
  ["ImageNet's of levels, red first", [123.68, 116.779, 103.939], 1, 1, 'rgb'],
  ['others that rise', [100, 127, 140], 1, 1, 'rgb'],
  ['the same for all', [127.5, 127.5, 127.5], 127.5, 1, 'rgb'],
])('%s in the graph: range and channel order', async (_, mean, std, rescale, channelOrder) => {
  expect(await saidBy(mean, std)).toMatchObject({ rescale, channelOrder, mean: [0, 0, 0], std: [1, 1, 1] });
});

test('an order that the graph shows is told with the range', async () => {
  expect((await saidBy([103.9, 116.8, 123.7]))?.source).toBe(
    'the graph: it subtracts 104, 117, 124 and divides by 1, 1, 1 itself, so values from 0 to 255 go in, in the order blue, green, red, whose means these are',
  );
});
