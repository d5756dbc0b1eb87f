import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ActivationSession } from '../../../main/engine/activationSession.ts';
import { readClassifier } from '../../../main/engine/classifier.ts';
import { gradCam } from '../../../main/engine/methods/gradCam.ts';
import type { Method, MethodResult } from '../../../main/engine/methods/method.ts';
import { shapleyCam } from '../../../main/engine/methods/shapleyCam.ts';
import { decodeModel } from '../../../main/engine/onnx/serde.ts';
import { evaluateOnce } from '../../../main/engine/runtime/evaluate.ts';
import { relativeError } from '../../support/golden.ts';
import { oneHot } from '../../support/goldenSessions.ts';

/** What double backward gives in float64 (fixtures/shapleyCam/make.py). */
interface Expected {
  readonly image: readonly number[];
  readonly class: number;
  readonly alpha: readonly number[];
  readonly gradient_alone: readonly number[];
}

const FOLDER = path.join(import.meta.dirname, '../../fixtures/shapleyCam');
const expected = JSON.parse(readFileSync(path.join(FOLDER, 'expected.json'), 'utf8')) as Record<
  string,
  Expected
>;

async function explained(
  name: string,
  image: readonly number[],
  seed: (classes: number) => Float32Array,
  method: Method = shapleyCam,
) {
  const bytes = readFileSync(path.join(FOLDER, `${name}.onnx`));
  const classifier = await readClassifier(
    decodeModel(bytes, () => new Uint8Array()),
    evaluateOnce,
  );
  const [layer] = classifier.model.graph.nodes.filter(({ op }) => op === 'Relu');
  const session = new ActivationSession(classifier, layer?.outputs[0] ?? '', { provider: 'cpu', threads: 1 });
  const tensor = Float32Array.from(image);
  const point = await session.forward(tensor);
  const seeds = [seed(session.head.classes)];
  const [result] = (await method.run(session, point, seeds, { tensor, classifier }, {})) as [MethodResult];
  await session.release();
  return result.alpha ?? new Float32Array();
}

describe.each(Object.entries(expected))('head %s', (name, golden) => {
  test('the weights are those of double backward', async () => {
    const alpha = await explained(name, golden.image, (classes) => oneHot(golden.class, classes));
    expect(relativeError(alpha, golden.alpha)).toBeLessThan(1e-3);
    // The second order matters here: without it the weights would be others.
    expect(relativeError(golden.gradient_alone, golden.alpha)).toBeGreaterThan(0.01);
  });
});

test('of a class held against another on a piecewise-linear head it is twice the gradient', async () => {
  const { image } = expected['relu'] as Expected;
  const versus = (classes: number) => {
    const seed = oneHot(1, classes);
    seed[3] = -1;
    return seed;
  };
  const alpha = await explained('relu', image, versus);
  const gradient = await explained('relu', image, versus, gradCam);
  expect(
    relativeError(
      alpha,
      gradient.map((value) => 2 * value),
    ),
  ).toBeLessThan(1e-5);
});
