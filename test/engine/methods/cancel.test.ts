import { afterAll, expect, test } from 'vitest';
import { chooseMethod } from '../../../main/engine/methodChoice.ts';
import { manifest, type GoldenCase } from '../../support/golden.ts';
import { GoldenSessions, oneHot } from '../../support/goldenSessions.ts';

const sessions = new GoldenSessions();
afterAll(() => sessions.release());

const golden = manifest.cases.find(({ id }) => id.startsWith('vgg-mini.early')) as GoldenCase;
const slow = ['ablation-cam', 'score-cam', 'shap-cam', 'lime-cam'].map((id) => chooseMethod(id));

test.each(slow)('$method.id ends when nobody waits for it any more', async ({ method, params }) => {
  const session = await sessions.open(golden);
  const context = { ...(await sessions.context(golden)), signal: AbortSignal.abort() };
  const point = await session.forward(context.tensor);
  const seeds = [oneHot(golden.class, session.head.classes)];
  await expect(method.run(session, point, seeds, context, params)).rejects.toMatchObject({
    code: 'cancelled',
  });
});
