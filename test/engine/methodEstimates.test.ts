import { afterAll, expect, test, vi } from 'vitest';
import { chooseMethod } from '../../main/engine/methodChoice.ts';
import { estimateMethod, estimateShapley } from '../../main/engine/methodEstimates.ts';
import { manifest, type GoldenCase } from '../support/golden.ts';
import { GoldenSessions, oneHot } from '../support/goldenSessions.ts';

const sessions = new GoldenSessions();
afterAll(() => sessions.release());

/** 32 channels, and a convolution first, which coalitions share. */
const golden = manifest.cases.find(({ id }) => id === 'vgg-mini.early.i1.c1.dy18') as GoldenCase;
const played = ['shap-cam', 'lime-cam', 'ablation-cam'].map((id) => chooseMethod(id));

test.each(played)(
  '$method.id is timed on the coalitions that it runs, through what it runs',
  async (choice) => {
    const session = await sessions.open(golden);
    const context = await sessions.context(golden);
    const point = await session.forward(context.tensor);
    const runs = vi.spyOn(session, 'runPart');
    const partsOf = () => new Set(runs.mock.calls.splice(0).map(([name]) => name));
    await estimateMethod(session, choice);
    const timed = [...partsOf()];
    const seeds = [oneHot(golden.class, session.head.classes)];
    await choice.method.run(session, point, seeds, context, choice.params);
    const run = partsOf();
    expect(timed).toHaveLength(1);
    expect(timed[0]).toMatch(/^after /);
    expect(run).toContain(timed[0]);
    runs.mockRestore();
  },
);

test('passes count coalitions as passes through the head', async () => {
  const session = await sessions.open(golden);
  const passes = async (id: string, params = {}) =>
    (await estimateMethod(session, chooseMethod(id, params))).passes;
  expect(await passes('ablation-cam')).toEqual({ head: 2 + 1 + 32, model: 0 });
  expect(await passes('lime-cam', { samples: 100 })).toEqual({ head: 2 + 100, model: 0 });
  expect(await passes('shap-cam', { permutations: 10 })).toEqual({ head: 2 + 10 * 31, model: 0 });
  expect(await passes('score-cam')).toEqual({ head: 2, model: 32 });
});

test('the ground truth is as long as SHAP-CAM of as many permutations, and grows with them', async () => {
  const session = await sessions.open(golden);
  const { milliseconds } = await estimateMethod(session, chooseMethod('shap-cam', { permutations: 200 }));
  const [some, more, most] = [200, 400, 600].map((count) => estimateShapley(session, count));
  expect(await some).toBe(milliseconds);
  const growth = ((await more) as number) - milliseconds;
  expect(growth).toBeGreaterThan(0);
  expect(((await most) as number) - milliseconds).toBeCloseTo(2 * growth, 6);
});
