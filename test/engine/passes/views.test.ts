import { describe, expect, test } from 'vitest';
import { ActivationSession } from '../../../main/engine/activationSession.ts';
import { atLayer, readClassifier } from '../../../main/engine/classifier.ts';
import type { Builder } from '../../../main/engine/onnx/builder.ts';
import type { Model } from '../../../main/engine/onnx/ir.ts';
import { DataType, float32Constant, int64Constant } from '../../../main/engine/onnx/constant.ts';
import { defaultLayer, defaultReason } from '../../../main/engine/passes/defaultLayer.ts';
import { listLayers } from '../../../main/engine/model/describeLayers.ts';
import { Layouts } from '../../../main/engine/passes/layouts.ts';
import type { LayerCandidate } from '../../../main/engine/passes/layers.ts';
import { evaluateOnce } from '../../../main/engine/runtime/evaluate.ts';
import { spread } from '../../support/random.ts';
import { resultOf, smallModel } from '../../support/smallModel.ts';

const DIMS = [1, 3, 6, 5];
const DIMS_OF_TOKENS = [1, 3, 6, 4];
const CHANNELS = 4;
const CLASSES = 3;

/** Convolution, activation, pooling and a classifier with a bend in it; the activation computed in either layout. */
function model(isChannelsLast: boolean) {
  return smallModel(17, DIMS, (builder, x) => {
    const weight = parameter(builder, [CHANNELS, 3, 3, 3], 2);
    let features = builder.node('Conv', [x, weight], { pads: [1, 1, 1, 1] });
    if (isChannelsLast) features = builder.node('Transpose', [features], { perm: [0, 2, 3, 1] });
    features = builder.node('Sigmoid', [features]);
    const pooled = builder.node('ReduceMean', [features], {
      axes: isChannelsLast ? [1, 2] : [2, 3],
      keepdims: 0,
    });
    const bent = builder.node('Tanh', [pooled]);
    return builder.node('Gemm', [bent, parameter(builder, [CHANNELS, CLASSES], 3)]);
  });
}

function parameter(builder: Builder, dims: number[], seed: number): string {
  const count = dims.reduce((product, dim) => product * dim, 1);
  return builder.constant(float32Constant(dims, spread(count, seed)));
}

async function explained(isChannelsLast: boolean) {
  const classifier = await readClassifier(model(isChannelsLast), evaluateOnce);
  const layer = defaultLayer(listLayers(classifier)) as LayerCandidate;
  const session = new ActivationSession(classifier, layer.tensor, { provider: 'cpu', threads: 1 });
  const point = await session.forward(Float32Array.from(spread(3 * 6 * 5, 1)));
  const seeds = [Float32Array.of(1, 0, -1), Float32Array.of(0, 1, 0)];
  const rows = await session.explain('lift', point, seeds, true);
  await session.release();
  return { layer, point, rows };
}

test('an activation that is computed channels-last is a layer, and the default one', async () => {
  const { layer } = await explained(true);
  expect(layer).toMatchObject({ shape: [CHANNELS, 6, 5], op: 'Sigmoid', cut: true });
});

test('it is explained as its twin that is computed channels-first', async () => {
  const [last, first] = [await explained(true), await explained(false)];
  expect(last.layer.shape).toEqual(first.layer.shape);
  closeTo(last.point.activation, first.point.activation);
  for (const [index, row] of first.rows.entries()) {
    for (const key of ['logits', 'alpha', 'signed', 'multiplier'] as const) {
      closeTo(last.rows[index]?.[key] ?? [], row[key] ?? []);
    }
  }
});

test('the model computes what it did', async () => {
  const read = model(true);
  const classifier = await readClassifier(read, evaluateOnce);
  closeTo(await resultOf(classifier.model, DIMS), await resultOf(read, DIMS));
});

/** Patches of 2 x 2 pixels as 3 x 2 tokens behind a class token, one block that mixes tokens, and the class token read. */
const tokens = smallModel(17, DIMS_OF_TOKENS, (builder, x) => {
  const constant = (dims: number[], seed: number) => parameter(builder, dims, seed);
  const normalised = (input: string, seed: number) =>
    builder.node('LayerNormalization', [input, constant([CHANNELS], seed), constant([CHANNELS], seed + 1)]);
  const patches = builder.node('Conv', [x, constant([CHANNELS, 3, 2, 2], 1)], { strides: [2, 2] });
  const flat = builder.node('Reshape', [patches, builder.ints([1, CHANNELS, 6])]);
  const sequence = builder.node('Transpose', [flat], { perm: [0, 2, 1] });
  const behind = builder.node('Concat', [constant([1, 1, CHANNELS], 2), sequence], { axis: 1 });
  const stream = builder.node('Add', [behind, constant([1, 7, CHANNELS], 3)]);
  const first = normalised(stream, 4);
  const turned = builder.node('Transpose', [first], { perm: [0, 2, 1] });
  const scores = builder.node('Softmax', [builder.node('MatMul', [first, turned])], { axis: -1 });
  const mixed = builder.node('Add', [stream, builder.node('MatMul', [scores, first])]);
  const block = builder.node('Add', [mixed, builder.node('Sigmoid', [normalised(mixed, 6)])]);
  const token = builder.node('Gather', [block, builder.constant(int64Constant([], [0]))], { axis: 1 });
  return builder.node('Gemm', [token, constant([CHANNELS, CLASSES], 8)]);
});

describe('tokens of a transformer', () => {
  async function opened() {
    const classifier = await readClassifier(tokens, evaluateOnce);
    const layers = listLayers(classifier);
    return { classifier, layers, layer: defaultLayer(layers) as LayerCandidate };
  }

  test('are layers as far as their patches reach the logits, the last normalised ones by default', async () => {
    const { layers, layer } = await opened();
    expect(layers.map(({ op, shape, cut }) => ({ op, shape, cut }))).toEqual([
      { op: 'Conv', shape: [CHANNELS, 3, 2], cut: true },
      { op: 'Concat', shape: [CHANNELS, 3, 2], cut: false },
      { op: 'Add', shape: [CHANNELS, 3, 2], cut: false },
      { op: 'LayerNormalization', shape: [CHANNELS, 3, 2], cut: false },
    ]);
    expect(layer.op).toBe('LayerNormalization');
  });

  test('the reason names the class token and the grid', async () => {
    const { classifier, layer } = await opened();
    const { model: read, shapes, logits } = classifier;
    const layouts = new Layouts(read.graph, shapes);
    expect(defaultReason(read.graph, shapes, layouts, logits.tensor, layer)).toBe(
      'last token layer before the class token is read, reshaped to 3×2',
    );
  });

  test('the model computes what it did, and the patches lie on the grid', async () => {
    const { classifier, layer } = await opened();
    const exposed = atLayer(classifier, layer.tensor);
    closeTo(await resultOf(exposed.model, DIMS_OF_TOKENS), await resultOf(tokens, DIMS_OF_TOKENS));
    const source = await outputOf(exposed.model, layer.view?.source ?? '');
    const grid = await outputOf(exposed.model, layer.tensor);
    // Token 1 + 2 row + column of the sequence lies at that row and column.
    const expected = Array.from({ length: CHANNELS * 6 }, (_, index) => {
      const [channel, patch] = [Math.floor(index / 6), index % 6];
      return source[(1 + patch) * CHANNELS + channel] as number;
    });
    closeTo(grid, expected);
  });

  test('their contributions add up to the difference, the class token kept at its value', async () => {
    const { classifier, layer } = await opened();
    const session = new ActivationSession(classifier, layer.tensor, { provider: 'cpu', threads: 1 });
    const point = await session.forward(Float32Array.from(spread(3 * 6 * 4, 1)));
    const [row] = await session.explain('lift', point, [Float32Array.of(1, 0, -1)], false);
    const zeros = new Float32Array(point.activation.length);
    const [without] = await session.logits(point, zeros, 1);
    await session.release();
    const score = (logits: ArrayLike<number>) => (logits[0] as number) - (logits[2] as number);
    const difference = score(row?.logits ?? []) - score(without ?? []);
    expect(Math.abs(difference)).toBeGreaterThan(1e-3);
    const alpha = Array.from(row?.alpha ?? []);
    expect(alpha.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(difference, 5);
  });
});

test('channels are known again behind a GroupNorm that is written as reshapes around an InstanceNormalization', async () => {
  const grouped = smallModel(17, DIMS, (builder, x) => {
    const features = builder.node('Conv', [x, parameter(builder, [CHANNELS, 3, 1, 1], 2)]);
    const groups = builder.node('Reshape', [features, builder.ints([1, 2, 60])]);
    const [scale, shift] = [parameter(builder, [2], 3), parameter(builder, [2], 4)];
    const standardised = builder.node('InstanceNormalization', [groups, scale, shift]);
    const back = builder.node('Reshape', [standardised, builder.ints([1, CHANNELS, 6, 5])]);
    const active = builder.node('Relu', [
      builder.node('Mul', [back, parameter(builder, [CHANNELS, 1, 1], 5)]),
    ]);
    const pooled = builder.node('Flatten', [builder.node('GlobalAveragePool', [active])]);
    return builder.node('Gemm', [pooled, parameter(builder, [CHANNELS, CLASSES], 6)]);
  });
  const layers = listLayers(await readClassifier(grouped, evaluateOnce));
  expect(layers.map(({ op }) => op)).toEqual(['Conv', 'Mul', 'Relu']);
  expect(defaultLayer(layers)).toMatchObject({ op: 'Relu', shape: [CHANNELS, 6, 5], cut: true });
});

/** What a tensor of a model holds for the image that {@link resultOf} takes. */
function outputOf(model: Model, tensor: string): Promise<readonly number[]> {
  const outputs = [{ name: tensor, dtype: DataType.float32, dims: null }];
  return resultOf({ ...model, graph: { ...model.graph, outputs } }, DIMS_OF_TOKENS);
}

function closeTo(got: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(got.length).toBe(expected.length);
  expect(expected.length).toBeGreaterThan(0);
  for (let index = 0; index < expected.length; index += 1) {
    expect(got[index]).toBeCloseTo(expected[index] as number, 5);
  }
}
