import { afterAll, expect, test } from 'vitest';
import { chooseMethod } from '../../../main/engine/methodChoice.ts';
import type { MethodResult } from '../../../main/engine/methods/method.ts';
import type { Params } from '../../../shared/params.ts';
import { goldenArray, manifest, relativeError, type GoldenCase } from '../../support/golden.ts';
import { methodReferences, onReferenceNetwork } from '../../support/methodReferences.ts';
import { GoldenSessions, oneHot } from '../../support/goldenSessions.ts';

const sessions = new GoldenSessions();
afterAll(() => sessions.release());

const caseOf = (prefix: string) => manifest.cases.find(({ id }) => id.startsWith(prefix)) as GoldenCase;

async function explained(golden: GoldenCase, params: Params): Promise<MethodResult> {
  const session = await sessions.open(golden);
  const context = await sessions.context(golden);
  const point = await session.forward(context.tensor);
  const { method, params: all } = chooseMethod('lime-cam', params);
  const seeds = [oneHot(golden.class, session.head.classes)];
  const [result] = (await method.run(session, point, seeds, context, all)) as [MethodResult];
  return result;
}

test('on an affine head many samples and no penalty find the drops themselves, without running a coalition', async () => {
  const golden = caseOf('densenet-mini.last');
  const { alpha, note } = await explained(golden, { samples: 500, strength: 0 });
  expect(relativeError(alpha ?? [], goldenArray(golden, 'ablation_drop'))).toBeLessThan(1e-3);
  expect(note).toMatch(/^Closed form: .* Fitted to 500 coalitions/);
});

test('on another head it comes near to the Shapley values, nearer with more samples', async () => {
  const golden = caseOf('tiny-shap-8');
  const shapley = goldenArray(golden, 'shapley');
  const errors = await Promise.all(
    [16, 2000].map(async (samples) => {
      const { alpha } = await explained(golden, { samples, model: 'ridge', strength: 1e-3 });
      return relativeError(alpha ?? [], shapley);
    }),
  );
  expect(errors[1]).toBeLessThan(0.3);
  expect(errors[1]).toBeLessThan(errors[0] as number);
});

test.each(methodReferences.lime)(
  'is captum’s of the same coalitions, with $params',
  async ({ params, alpha }) => {
    const result = await onReferenceNetwork('lime-cam', params);
    expect(relativeError(result.alpha ?? [], alpha)).toBeLessThan(1e-4);
    expect(result.warnings).toEqual([]);
  },
);

test('the seed decides the samples', async () => {
  const golden = caseOf('vgg-mini.early');
  const [first, again, other] = await Promise.all(
    [{ seed: 1 }, { seed: 1 }, { seed: 2 }].map((params) => explained(golden, params)),
  );
  expect(again?.alpha).toEqual(first?.alpha);
  expect(other?.alpha).not.toEqual(first?.alpha);
});
