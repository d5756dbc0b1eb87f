import { afterAll, expect, test } from 'vitest';
import { eigenGradCam } from '../../../main/engine/methods/eigenGradCam.ts';
import type { MethodResult } from '../../../main/engine/methods/method.ts';
import { relativeError } from '../../support/golden.ts';
import { GoldenSessions, oneHot } from '../../support/goldenSessions.ts';
import { methodReferences, onReferenceNetwork } from '../../support/methodReferences.ts';
import { goldenCase } from '../../support/metricSubjects.ts';

const sessions = new GoldenSessions();
afterAll(() => sessions.release());

test('is pytorch-grad-cam’s EigenGradCAM, before it is scaled', async () => {
  const { signed } = await onReferenceNetwork('eigen-grad-cam');
  expect(relativeError(signed, methodReferences.eigenGradCam)).toBeLessThan(1e-3);
});

test.each(methodReferences.golden)('$case: so it is of every golden network', async ({ case: id, map }) => {
  const golden = goldenCase(id);
  const session = await sessions.open(golden);
  const context = await sessions.context(golden);
  const point = await session.forward(context.tensor);
  const seeds = [oneHot(golden.class, session.head.classes)];
  const [result] = (await eigenGradCam.run(session, point, seeds, context, {})) as [MethodResult];
  expect(relativeError(result.signed, map)).toBeLessThan(1e-3);
});
