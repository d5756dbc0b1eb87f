import { expect, test } from 'vitest';
import { ActivationSession } from '../../../main/engine/activationSession.ts';
import { readClassifier } from '../../../main/engine/classifier.ts';
import { CoalitionRunner } from '../../../main/engine/coalitions/coalitionRunner.ts';
import { sharedMultiplications } from '../../../main/engine/coalitions/sharedWork.ts';
import { planCoalitions } from '../../../main/engine/coalitions/plan.ts';
import { float } from '../../../main/engine/onnx/builder.ts';
import { evaluateOnce } from '../../../main/engine/runtime/evaluate.ts';
import { scoreOf } from '../../../main/engine/targets.ts';
import { HeadModel } from '../../support/headModels.ts';
import { oneHot } from '../../support/goldenSessions.ts';
import { spread } from '../../support/random.ts';

const CHANNELS = 8;
const HIDDEN = 4;
/** 8 channels of 7 x 7 after pooling. */
const FEATURES = CHANNELS * 7 * 7;
/** Enough for the parts of all channels to pay, where one product gives them. */
const COALITIONS = 12;

type Heads = Pick<HeadModel, 'builder' | 'weights'>;

/** The first layer of the head, on [N, 392]. */
const FIRST_LAYERS: Record<string, (heads: Heads, x: string) => string> = {
  'Gemm with transposed weights': ({ builder, weights }, x) =>
    builder.node('Gemm', [x, weights(HIDDEN, FEATURES), weights(HIDDEN)], { transB: 1, alpha: float(0.5) }),
  'Gemm with weights as they are': ({ builder, weights }, x) =>
    builder.node('Gemm', [x, weights(FEATURES, HIDDEN)]),
  'MatMul, its bias and a scale after it': ({ builder, weights }, x) =>
    builder.node('Mul', [
      builder.node('Add', [builder.node('MatMul', [x, weights(FEATURES, HIDDEN)]), weights(HIDDEN)]),
      weights(HIDDEN),
    ]),
};

test.each(Object.entries(FIRST_LAYERS))(
  '%s gives the parts of all channels at once',
  async (_name, layer) => {
    const heads = new HeadModel(['N', 3, 16, 16]);
    const own: Heads = { builder: heads.builder, weights: (...dims) => heads.weights(...dims) };
    const pooled = heads.builder.node('MaxPool', [heads.trunk], { kernel_shape: [2, 2], strides: [2, 2] });
    const hidden = heads.builder.node('Relu', [layer(own, heads.builder.node('Flatten', [pooled]))]);
    heads.output('scores', heads.linear(hidden, HIDDEN, 3));
    const classifier = await readClassifier(heads.model(), evaluateOnce);
    const session = new ActivationSession(classifier, heads.trunk, { provider: 'cpu', threads: 1 });
    try {
      const plan = planCoalitions(session.head, COALITIONS);
      expect(plan.parts?.product).toBeTruthy();
      // The product is run for both ends, and once for the parts of all channels.
      expect(sharedMultiplications(plan, session.head)).toBe(3 * FEATURES * HIDDEN);
      const point = await session.forward(Float32Array.from(spread(3 * 16 * 16, 7)));
      const absentOf = (index: number) =>
        Array.from({ length: CHANNELS }, (_, k) => k).filter((k) => (index * 37) & (1 << k));
      const runner = await CoalitionRunner.open(session, point, COALITIONS);
      const seed = oneHot(1, 3);
      const score = runner.scorer(seed);
      const found: number[] = [];
      await runner.run({ count: COALITIONS, absent: absentOf }, undefined, (row) => found.push(score(row)));
      const plane = point.activation.length / CHANNELS;
      const scale = Math.max(...found.map(Math.abs));
      for (const [index, value] of found.entries()) {
        const masked = point.activation.slice();
        for (const k of absentOf(index)) masked.fill(0, k * plane, (k + 1) * plane);
        const [logits] = await session.logits(point, masked, 1);
        expect(Math.abs(value - scoreOf(seed, logits as Float32Array))).toBeLessThan(1e-5 * scale);
      }
      expect(new Set(found).size).toBeGreaterThan(COALITIONS / 2);
    } finally {
      await session.release();
    }
  },
);
