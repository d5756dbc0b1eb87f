import { expect, test } from 'vitest';
import { ActivationSession } from '../../../main/engine/activationSession.ts';
import { readClassifier, type Classifier } from '../../../main/engine/classifier.ts';
import type { Builder } from '../../../main/engine/onnx/builder.ts';
import { float32Constant } from '../../../main/engine/onnx/constant.ts';
import { defaultLayer, findLayers, type LayerCandidate } from '../../../main/engine/passes/layers.ts';
import { evaluateOnce } from '../../../main/engine/runtime/evaluate.ts';
import { spread } from '../../support/random.ts';
import { resultOf, smallModel } from '../../support/smallModel.ts';

const DIMS = [1, 3, 6, 5];
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

function layersOf({ model: { graph }, shapes, input, logits }: Classifier): LayerCandidate[] {
  return findLayers(graph, shapes, input.name, logits.tensor);
}

async function explained(isChannelsLast: boolean) {
  const classifier = await readClassifier(model(isChannelsLast), evaluateOnce);
  const layer = defaultLayer(layersOf(classifier)) as LayerCandidate;
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

function closeTo(got: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(got.length).toBe(expected.length);
  expect(expected.length).toBeGreaterThan(0);
  for (let index = 0; index < expected.length; index += 1) {
    expect(got[index]).toBeCloseTo(expected[index] as number, 5);
  }
}
