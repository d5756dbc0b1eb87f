import { afterAll, expect, test } from 'vitest';
import { methods } from '../../../main/engine/methods/index.ts';
import { manifest, type GoldenCase } from '../../support/golden.ts';
import { GoldenSessions, oneHot } from '../../support/goldenSessions.ts';

const sessions = new GoldenSessions();
afterAll(() => sessions.release());

const golden = manifest.cases.find(({ id }) => id.startsWith('vgg-mini.early')) as GoldenCase;
const slow = methods.filter(({ id }) => ['ablation-cam', 'score-cam', 'shap-cam'].includes(id));

test.each(slow)('$id ends when nobody waits for it any more', async (method) => {
  const session = await sessions.open(golden);
  const context = { ...(await sessions.context(golden)), signal: AbortSignal.abort() };
  const point = await session.forward(context.tensor);
  const seeds = [oneHot(golden.class, session.head.classes)];
  await expect(method.run(session, point, seeds, context)).rejects.toMatchObject({ code: 'cancelled' });
});
