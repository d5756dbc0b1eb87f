import { describe, expect, test } from 'vitest';
import { readClassifier, type ReadClassifier, type ReadingWish } from '../../../main/engine/classifier.ts';
import type { Builder } from '../../../main/engine/onnx/builder.ts';
import { DataType, float32Constant } from '../../../main/engine/onnx/constant.ts';
import { evaluateOnce } from '../../../main/engine/runtime/evaluate.ts';
import { elementCount } from '../../../shared/tensor.ts';
import { smallModel } from '../../support/smallModel.ts';
import { spread } from '../../support/random.ts';

type Dims = readonly (number | string)[];
type Start = (builder: Builder, x: string) => string;

const asItIs: Start = (_, x) => x;
const toChannelsFirst: Start = (builder, x) => builder.node('Transpose', [x], { perm: [0, 3, 1, 2] });

function weights(builder: Builder, ...dims: number[]): string {
  return builder.constant(float32Constant(dims, spread(elementCount(dims), 1)));
}

/** A classifier of five classes behind what a test puts at its start. */
function read(dims: Dims, start: Start, channels = 3, wish: ReadingWish = {}): Promise<ReadClassifier> {
  const model = smallModel(18, dims, (builder, x) => {
    const conv = builder.node('Conv', [start(builder, x), weights(builder, 5, channels, 3, 3)]);
    return builder.node('Flatten', [builder.node('GlobalAveragePool', [builder.node('Relu', [conv])])]);
  });
  return readClassifier(model, evaluateOnce, wish);
}

describe('the image that a model takes', () => {
  const size = { height: 16, width: 12 };
  test.each<[string, Dims, Start, number, object]>([
    ['planes of colour', ['N', 3, 16, 12], asItIs, 3, { layout: 'NCHW', channels: 3, ...size }],
    ['planes of grey', [1, 1, 16, 12], asItIs, 1, { layout: 'NCHW', channels: 1, ...size }],
    ['four planes', [1, 4, 16, 12], asItIs, 4, { layout: 'NCHW', channels: 4, ...size }],
    ['pixels of colour', ['N', 16, 12, 3], toChannelsFirst, 3, { layout: 'NHWC', channels: 3, ...size }],
    ['pixels, four high', ['N', 4, 12, 3], toChannelsFirst, 3, { layout: 'NHWC', height: 4, channels: 3 }],
    ['no size, no channels', ['N', 'C', 'H', 'W'], asItIs, 4, { layout: 'NCHW', channels: 4, height: 224 }],
    [
      'no size, pixels',
      ['N', 'H', 'W', 'C'],
      toChannelsFirst,
      1,
      { layout: 'NHWC', channels: 1, width: 224 },
    ],
  ])('%s', async (_, dims, start, channels, expected) => {
    const { input, warnings } = await read(dims, start, channels);
    expect(input).toMatchObject(expected);
    expect(warnings).toEqual([]);
  });

  test('of an open size takes the one wished for', async () => {
    const { input, open } = await read(['N', 3, 'H', 'W'], asItIs, 3, { size: { height: 32, width: 48 } });
    expect(open).toBe(true);
    expect(input).toMatchObject({ height: 32, width: 48 });
  });

  test('of a fixed size takes no other', async () => {
    await expect(read(['N', 3, 16, 12], asItIs, 3, { size: { height: 32, width: 12 } })).rejects.toThrow(
      "Input 'x' takes 16 × 12 pixels (height × width), not 32 × 12. Leave the size out.",
    );
  });

  test('of an unknown layout is assumed, told and may be said', async () => {
    const flat: Start = (builder, x) =>
      builder.node('Reshape', [x, builder.constant({ ...shapeOf(1, 3, 224, 224) })]);
    const { input, warnings } = await read(['N', 'a', 'b', 'c'], flat);
    expect(input).toMatchObject({ layout: 'NCHW', channels: 3 });
    expect(warnings.join()).toMatch(/does not say where its channels stand: \[N, C, H, W\] with 3/);
    const said = await read(['N', 'a', 'b', 'c'], flat, 3, { layout: 'NHWC' });
    expect(said.input.layout).toBe('NHWC');
    expect(said.warnings).toEqual([]);
  });

  test('of bytes is fed as whole levels', async () => {
    const model = smallModel(18, ['N', 16, 12, 3], (builder, x) => {
      const floats = builder.node('Cast', [toChannelsFirst(builder, x)], { to: DataType.float32 });
      const conv = builder.node('Conv', [floats, weights(builder, 5, 3, 3, 3)]);
      return builder.node('Flatten', [builder.node('GlobalAveragePool', [builder.node('Relu', [conv])])]);
    });
    const bytes = {
      ...model,
      graph: { ...model.graph, inputs: [{ name: 'x', dtype: DataType.uint8, dims: ['N', 16, 12, 3] }] },
    };
    const { levels, input, model: floats } = await readClassifier(bytes, evaluateOnce);
    expect(levels).toBe(true);
    expect(input).toMatchObject({ layout: 'NHWC', channels: 3 });
    expect(floats.graph.inputs[0]?.dtype).toBe(DataType.float32);
  });
});

function shapeOf(...dims: number[]) {
  return {
    dtype: DataType.int64,
    dims: [dims.length],
    bytes: new Uint8Array(BigInt64Array.from(dims, BigInt).buffer),
  };
}

describe('normalisation inside the graph', () => {
  const constant = (builder: Builder, values: number[]) =>
    builder.constant(float32Constant(values.length === 1 ? [] : [1, values.length, 1, 1], values));
  const MEAN = [0.485, 0.456, 0.406];
  const STD = [0.229, 0.224, 0.225];
  const minus = (builder: Builder, x: string, values: number[]) =>
    builder.node('Sub', [x, constant(builder, values)]);
  const over = (builder: Builder, x: string, values: number[]) =>
    builder.node('Div', [x, constant(builder, values)]);
  const vector = (builder: Builder, values: number[]) =>
    builder.constant(float32Constant([values.length], values));

  test.each<[string, Start, 1 | 255, number, number]>([
    ["ImageNet's mean and deviation of 0 to 1", (b, x) => over(b, minus(b, x, MEAN), STD), 1, 0.485, 0.229],
    [
      'the same after a division by 255',
      (b, x) => over(b, minus(b, over(b, x, [255]), MEAN), STD),
      255,
      0.485 * 255,
      0.229 * 255,
    ],
    ['x / 127.5 - 1', (b, x) => minus(b, over(b, x, [127.5]), [1]), 255, 127.5, 127.5],
    ['2 x - 1', (b, x) => minus(b, over(b, x, [0.5]), [1]), 1, 0.5, 0.5],
    ['x / 255 alone', (b, x) => over(b, x, [255]), 255, 0, 255],
    ["Caffe's mean alone", (b, x) => minus(b, x, [123.7, 116.8, 103.9]), 255, 123.7, 1],
    [
      'a batch normalisation of the image',
      (b, x) =>
        b.node('BatchNormalization', [
          x,
          vector(b, [1, 1, 1]),
          vector(b, [0, 0, 0]),
          vector(b, [120, 115, 100]),
          vector(b, [3600, 3600, 3600]),
        ]),
      255,
      120,
      60,
    ],
  ])('%s', async (_, start, range, mean, std) => {
    const { normalisation } = await read(['N', 3, 16, 12], start);
    expect(normalisation?.range).toBe(range);
    expect((normalisation?.mean[0] ?? NaN) / (mean || 1)).toBeCloseTo(mean === 0 ? 0 : 1, 4);
    expect((normalisation?.std[0] ?? NaN) / std).toBeCloseTo(1, 4);
  });

  test.each<[string, Start]>([
    ['there is none', asItIs],
    ['a learned scale about 0 tells nothing', (b, x) => over(b, x, [1.1])],
    ['a sum with the image itself is none', (b, x) => b.node('Add', [x, x])],
  ])('%s', async (_, start) => {
    expect((await read(['N', 3, 16, 12], start)).normalisation).toBeNull();
  });
});
