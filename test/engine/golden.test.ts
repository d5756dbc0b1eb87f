import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { ActivationSession, type ExplainerRow } from '../../main/engine/activationSession.ts';
import { readClassifier, type Classifier } from '../../main/engine/classifier.ts';
import { completeness } from '../../main/engine/completeness.ts';
import { decodeModel } from '../../main/engine/onnx/serde.ts';
import { evaluateOnce } from '../../main/engine/runtime/evaluate.ts';
import { scoreOf } from '../../main/engine/targets.ts';
import {
  goldenArray,
  goldenInput,
  goldenPath,
  manifest,
  relativeError,
  tolerance,
  type GoldenCase,
} from '../support/golden.ts';

function noExternalData(): never {
  throw new Error('golden models keep their weights inside');
}

function load(file: string): Promise<Classifier> {
  return readClassifier(decodeModel(readFileSync(goldenPath(file)), noExternalData), evaluateOnce);
}

function oneHot(index: number, classes: number): Float32Array {
  const seed = new Float32Array(classes);
  seed[index] = 1;
  return seed;
}

for (const [model, { variants }] of Object.entries(manifest.models)) {
  describe.each(Object.entries(variants))(`${model} %s`, (variant, { file, logits_tensor: logits }) => {
    const cases = manifest.cases.filter((each) => each.model === model && each.variant === variant);
    const classifier = load(file);
    const sessions = new Map<string, Promise<ActivationSession>>();
    const open = (layer: string): Promise<ActivationSession> => {
      const held = sessions.get(layer);
      if (held) return held;
      const made = classifier.then(
        (each) => new ActivationSession(each, layer, { provider: 'cpu', threads: 1 }),
      );
      sessions.set(layer, made);
      return made;
    };
    afterAll(async () => {
      for (const session of sessions.values()) await (await session).release();
    });

    test('finds the logits before a softmax', async () => {
      expect((await classifier).logits.tensor).toBe(logits);
    });

    test.each(cases.map((each) => [each.id, each] as const))('%s', async (_id, golden) => {
      const session = await open(golden.target);
      const point = await session.forward(goldenInput(golden));
      const seed = oneHot(golden.class, session.head.classes);
      const [row] = (await session.explain('lift', point, [seed], true)) as [ExplainerRow];
      expect(relativeError(point.activation, goldenArray(golden, 'activation'))).toBeLessThan(1e-4);
      expectLift(row, golden);
      await expectGradient(session, point, seed, golden);
      expectComplete(row, golden);
      if (golden.difference !== 0 && session.head.affine) {
        expect(relativeError(row.alpha, goldenArray(golden, 'ablation_drop'))).toBeLessThan(1e-3);
      }
    });
  });
}

function expectLift(row: ExplainerRow, golden: GoldenCase): void {
  expect(relativeError(row.logits, goldenArray(golden, 'logits'))).toBeLessThan(tolerance(golden, 'logits'));
  expect(relativeError(row.base, goldenArray(golden, 'logits_zero'))).toBeLessThan(
    tolerance(golden, 'logits'),
  );
  expect(relativeError(row.alpha, goldenArray(golden, 'alpha_lift'))).toBeLessThan(
    tolerance(golden, 'alpha'),
  );
  expect(relativeError(row.signed, goldenArray(golden, 'map_lift'))).toBeLessThan(tolerance(golden, 'map'));
}

async function expectGradient(
  session: ActivationSession,
  point: Awaited<ReturnType<ActivationSession['forward']>>,
  seed: Float32Array,
  golden: GoldenCase,
): Promise<void> {
  const [row] = await session.explain('gradient', point, [seed], true);
  expect(relativeError(row?.multiplier ?? [], goldenArray(golden, 'gradient'))).toBeLessThan(
    tolerance(golden, 'gradient'),
  );
}

function expectComplete(row: ExplainerRow, golden: GoldenCase): void {
  const difference = scoreOf(row.seed, row.logits) - scoreOf(row.seed, row.base);
  const held = completeness(row.alpha, difference, row.magnitude);
  expect(held.accurate, `residual ${String(held.residual)}`).toBe(true);
  expect(Math.abs(difference - golden.difference)).toBeLessThan(1e-3 * Math.abs(golden.difference) + 1e-5);
}
