import { afterAll, expect, test } from 'vitest';
import { chooseMethod } from '../../../main/engine/methodChoice.ts';
import type { MethodResult } from '../../../main/engine/methods/method.ts';
import type { Params } from '../../../shared/params.ts';
import { manifest, relativeError, type GoldenCase } from '../../support/golden.ts';
import { GoldenSessions, oneHot } from '../../support/goldenSessions.ts';

const sessions = new GoldenSessions();
afterAll(() => sessions.release());
const golden = manifest.cases.find(({ id }) => id.startsWith('vgg-mini.early')) as GoldenCase;

async function alphaOf(id: string, seeds: readonly Float32Array[], params: Params = {}) {
  const session = await sessions.open(golden);
  const context = await sessions.context(golden);
  const point = await session.forward(context.tensor);
  const choice = chooseMethod(id, params);
  return choice.method.run(session, point, seeds, context, choice.params);
}

test('is Grad-CAM of the class less the mean of the classes with the nearest logits', async () => {
  const { classes } = (await sessions.open(golden)).head;
  const eye = Array.from({ length: classes }, (_, index) => oneHot(index, classes));
  const grad = await alphaOf('grad-cam', eye);
  const { logits } = grad[0] as MethodResult;
  const explained = 4;
  const near = Array.from(logits.keys())
    .filter((index) => index !== explained)
    .sort(
      (a, b) =>
        Math.abs((logits[a] as number) - (logits[explained] as number)) -
        Math.abs((logits[b] as number) - (logits[explained] as number)),
    )
    .slice(0, 2);
  const [finer] = await alphaOf('finer-cam', [eye[explained] as Float32Array], { classes: 2, strength: 0.5 });
  const expected = (grad[explained]?.alpha ?? new Float32Array()).map(
    (value, k) => value - 0.25 * near.reduce((sum, index) => sum + (grad[index]?.alpha?.[k] ?? NaN), 0),
  );
  expect(relativeError(finer?.alpha ?? [], expected)).toBeLessThan(1e-4);
  expect(finer?.note).toContain(near.join(', '));
  expect(finer?.seed).toEqual(eye[explained]);
});

test('a class that is held against another already stays so', async () => {
  const { classes } = (await sessions.open(golden)).head;
  const versus = oneHot(1, classes);
  versus[3] = -1;
  const [finer] = await alphaOf('finer-cam', [versus]);
  const [grad] = await alphaOf('grad-cam', [versus]);
  expect(relativeError(finer?.alpha ?? [], grad?.alpha ?? [])).toBeLessThan(1e-6);
});
