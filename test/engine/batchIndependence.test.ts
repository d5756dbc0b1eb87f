import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ActivationSession } from '../../main/engine/activationSession.ts';
import { readClassifier } from '../../main/engine/classifier.ts';
import { decodeModel } from '../../main/engine/onnx/serde.ts';
import { evaluateOnce } from '../../main/engine/runtime/evaluate.ts';
import { goldenInput, goldenPath, manifest, relativeError, type GoldenCase } from '../support/golden.ts';

/** One case per model file, at the deepest-reaching target that it lists. */
const cases = Object.entries(manifest.models).flatMap(([model, { variants }]) =>
  Object.keys(variants).flatMap((variant) =>
    manifest.cases.filter((each) => each.model === model && each.variant === variant).slice(-1),
  ),
);

async function open(golden: GoldenCase): Promise<ActivationSession> {
  const bytes = readFileSync(goldenPath(golden.onnx));
  const classifier = await readClassifier(
    decodeModel(bytes, () => new Uint8Array()),
    evaluateOnce,
  );
  return new ActivationSession(classifier, golden.target, { provider: 'cpu', threads: 1 });
}

function joined(rows: readonly Float32Array[]): Float32Array {
  return Float32Array.from(rows.flatMap((row) => [...row]));
}

describe.each(cases.map((each) => [each.id, each] as const))('%s', (_id, golden) => {
  test('explanations do not depend on their neighbours in the batch', async () => {
    const session = await open(golden);
    const point = await session.forward(goldenInput(golden));
    const seeds = [0, 3, 7].map((index) =>
      Float32Array.from({ length: session.head.classes }, (_, i) => (i === index ? 1 : 0)),
    );
    const together = await session.explain('lift', point, seeds, false);
    for (const [index, seed] of seeds.entries()) {
      const [alone] = await session.explain('lift', point, [seed], false);
      expect(relativeError(together[index]?.alpha ?? [], alone?.alpha ?? [])).toBeLessThan(1e-5);
    }
    await session.release();
  });

  test('coalitions do not depend on their neighbours in the batch', async () => {
    const session = await open(golden);
    const point = await session.forward(goldenInput(golden));
    const [channels, height, width] = session.head.shape;
    const coalitions = [0, 1, 2].map((absent) =>
      point.activation.slice().fill(0, absent * height * width, (absent + 1) * height * width),
    );
    expect(channels).toBeGreaterThan(2);
    const together = await session.logits(point, joined(coalitions), coalitions.length);
    for (const [index, coalition] of coalitions.entries()) {
      const [alone] = await session.logits(point, coalition, 1);
      expect(relativeError(together[index] ?? [], alone ?? [])).toBeLessThan(1e-5);
    }
    await session.release();
  });

  test('a batch of images is classified as each image is alone, in files of fixed batch too', async () => {
    const session = await open(golden);
    const image = goldenInput(golden);
    const other = image.map((value) => -value);
    const together = await session.classify(joined([image, other]), 2);
    const alone = [...(await session.classify(image, 1)), ...(await session.classify(other, 1))];
    expect(relativeError(joined(together), joined(alone))).toBeLessThan(1e-5);
    await session.release();
  });
});
