import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ActivationSession, type ActivationPoint } from '../../../main/engine/activationSession.ts';
import { readClassifier, type ReadClassifier } from '../../../main/engine/classifier.ts';
import type { Builder } from '../../../main/engine/onnx/builder.ts';
import { float32Constant } from '../../../main/engine/onnx/constant.ts';
import { evaluateOnce } from '../../../main/engine/runtime/evaluate.ts';
import { probabilities } from '../../../main/engine/targets.ts';
import { modelOf, resultOf, smallModel } from '../../support/smallModel.ts';
import { spread } from '../../support/random.ts';

const DIMS = [1, 3, 6, 6];

/** Conv, ReLU, pool, one logit z: as it is, through a sigmoid, and as a 1×1 convolution [1, 1, 1, 1]. */
function binary(end: 'logit' | 'sigmoid' | 'convolution') {
  const weights = (builder: Builder, dims: number[], seed: number) =>
    builder.constant(
      float32Constant(
        dims,
        spread(
          dims.reduce((a, b) => a * b),
          seed,
        ),
      ),
    );
  return smallModel(18, ['N', 3, 6, 6], (builder, x) => {
    const a = builder.node('Relu', [builder.node('Conv', [x, weights(builder, [5, 3, 3, 3], 1)])]);
    const squared = builder.node('Mul', [a, a]);
    const pooled = builder.node('GlobalAveragePool', [squared]);
    if (end === 'convolution') return builder.node('Conv', [pooled, weights(builder, [1, 5, 1, 1], 2)]);
    const z = builder.node('Gemm', [builder.node('Flatten', [pooled]), weights(builder, [5, 1], 2)]);
    return end === 'logit' ? z : builder.node('Sigmoid', [z]);
  });
}

describe.each(['logit', 'sigmoid', 'convolution'] as const)('a head of one %s', (end) => {
  let classifier: ReadClassifier;
  let session: ActivationSession;
  let point: ActivationPoint;
  let z: number;

  beforeAll(async () => {
    const model = binary(end);
    classifier = await readClassifier(model, evaluateOnce);
    const relu = classifier.model.graph.nodes.find((node) => node.op === 'Relu')?.outputs[0] ?? '';
    session = new ActivationSession(classifier, relu, { provider: 'cpu', threads: 1 });
    point = await session.forward(Float32Array.from(spread(108, 9)));
    [z] = (await resultOf(binary(end === 'sigmoid' ? 'logit' : end), DIMS, 9)) as [number];
  });
  afterAll(() => session.release());

  test('is one of two classes whose probabilities are 1 - sigmoid(z) and sigmoid(z)', async () => {
    const [logits] = await session.logits(point, point.activation, 1);
    expect(classifier.logits).toMatchObject({ classes: 2, activation: 'sigmoid' });
    expect(Math.abs(z)).toBeGreaterThan(0.1);
    expect(logits?.[0]).toBeCloseTo(-z, 4);
    expect(logits?.[1]).toBeCloseTo(z, 4);
    const [negative, positive] = probabilities(logits ?? new Float32Array(), 'sigmoid');
    expect(positive).toBeCloseTo(1 / (1 + Math.exp(-z)), 5);
    expect((negative ?? 0) + (positive ?? 0)).toBeCloseTo(1, 6);
  });

  test('is explained with what is evidence for one class against the other', async () => {
    const seeds = [Float32Array.of(1, 0), Float32Array.of(0, 1)];
    const [negative, positive] = await session.explain('lift', point, seeds, false);
    const sum = positive?.alpha.reduce((total, each) => total + each, 0);
    expect(sum).toBeCloseTo((positive?.logits[1] ?? NaN) - (positive?.base[1] ?? NaN), 4);
    expect(Array.from(negative?.alpha ?? [])).toEqual(Array.from(positive?.alpha ?? [], (alpha) => -alpha));
  });

  test('gives in a batch what it gives alone', async () => {
    const images = [9, 10, 11].map((seed) => Float32Array.from(spread(108, seed)));
    const batch = await session.classify(Float32Array.from(images.flatMap((image) => [...image])), 3);
    for (const [row, image] of images.entries()) {
      const [alone] = await session.classify(image, 1);
      expect(Array.from(batch[row] ?? [])).toEqual(Array.from(alone ?? []));
    }
  });
});

test('a head of two sigmoids stays as it is', async () => {
  const model = smallModel(18, ['N', 3, 6, 6], (builder, x) => {
    const weights = builder.constant(float32Constant([2, 3, 1, 1], spread(6, 1)));
    const pooled = builder.node('GlobalAveragePool', [builder.node('Conv', [x, weights])]);
    return builder.node('Sigmoid', [builder.node('Flatten', [pooled])]);
  });
  const { logits, model: read } = await readClassifier(modelOf(18, model.graph), evaluateOnce);
  expect(logits).toMatchObject({ classes: 2, activation: 'sigmoid' });
  expect(read.graph.nodes.some((node) => node.op === 'Mul')).toBe(false);
});
