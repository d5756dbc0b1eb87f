import { afterAll, describe, expect, test } from 'vitest';
import { methods } from '../../../main/engine/methods/index.ts';
import type { MethodResult } from '../../../main/engine/methods/method.ts';
import { goldenArray, goldenInput, relativeError, tolerance, type GoldenCase } from '../../support/golden.ts';
import { casesByFile, GoldenSessions, oneHot } from '../../support/goldenSessions.ts';

type Kind = 'alpha' | 'signed';

/** Golden arrays that each method must reproduce. */
const EXPECTED: Readonly<Record<string, Readonly<Partial<Record<Kind, string>>>>> = {
  'lift-cam': { alpha: 'alpha_lift', signed: 'map_lift' },
  'grad-cam': { alpha: 'gradcam' },
  'grad-cam++': { alpha: 'gradcam_pp' },
  'xgrad-cam': { alpha: 'xgradcam' },
  'hires-cam': { signed: 'hirescam' },
  'layer-cam': { signed: 'layercam' },
};

/** Names in the manifest's tolerances, where they are not the array's own. */
const TOLERANCES: Readonly<Record<string, string>> = {
  alpha_lift: 'alpha',
  map_lift: 'map',
  logits_zero: 'logits',
};

const files = casesByFile();

describe.each([...files])('%s', (_file, cases) => {
  const sessions = new GoldenSessions();
  afterAll(() => sessions.release());

  test.each(cases.map((each) => [each.id, each] as const))('%s', async (_id, golden) => {
    const session = await sessions.open(golden);
    const point = await session.forward(goldenInput(golden));
    const seed = oneHot(golden.class, session.head.classes);
    for (const method of methods) {
      const [result] = (await method.run(session, point, [seed])) as [MethodResult];
      expectNear(result.logits, golden, 'logits', method.id);
      expectNear(result.base, golden, 'logits_zero', method.id);
      for (const [kind, array] of Object.entries(EXPECTED[method.id] ?? {}))
        expectNear(result[kind as Kind] ?? [], golden, array, method.id);
    }
  });
});

function expectNear(actual: ArrayLike<number>, golden: GoldenCase, array: string, method: string): void {
  const error = relativeError(actual, goldenArray(golden, array));
  expect(error, `${array} of ${method}`).toBeLessThan(tolerance(golden, TOLERANCES[array] ?? array));
}
