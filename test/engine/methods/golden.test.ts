import { afterAll, describe, expect, test } from 'vitest';
import { chooseMethod } from '../../../main/engine/methodChoice.ts';
import { methods } from '../../../main/engine/methods/index.ts';
import type { MethodResult } from '../../../main/engine/methods/method.ts';
import { goldenArray, relativeError, tolerance, type GoldenCase } from '../../support/golden.ts';
import { casesByFile, GoldenSessions, oneHot } from '../../support/goldenSessions.ts';

type Kind = 'alpha' | 'signed';

/** Golden arrays that each method must reproduce with its defaults. */
const EXPECTED: Readonly<Record<string, Readonly<Partial<Record<Kind, string>>>>> = {
  'lift-cam': { alpha: 'alpha_lift', signed: 'map_lift' },
  'grad-cam': { alpha: 'gradcam' },
  'grad-cam++': { alpha: 'gradcam_pp' },
  'xgrad-cam': { alpha: 'xgradcam' },
  'hires-cam': { signed: 'hirescam' },
  'layer-cam': { signed: 'layercam' },
  cam: { alpha: 'cam' },
  'score-cam': { alpha: 'score_paper' },
  'lrp-cam': { alpha: 'lrp' },
  'shap-cam': { alpha: 'shapley' },
  'eigen-cam': { signed: 'eigencam' },
};

/** Golden arrays of other parameters than the defaults. */
const VARIANTS = [
  { id: 'score-cam', params: { variant: 'pytorch-grad-cam' }, array: 'score_pgc' },
  { id: 'ablation-cam', params: { normalise: false }, array: 'ablation_drop' },
] as const;

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
    const context = await sessions.context(golden);
    const point = await session.forward(context.tensor);
    const seed = oneHot(golden.class, session.head.classes);
    for (const { method, params } of methods.map(({ id }) => chooseMethod(id))) {
      if (method.id === 'cam' && !session.head.affine) {
        expect(() => method.parts(session.head, params)).toThrow(/^CAM needs global average/);
        continue;
      }
      // LRP knows a way through all that captum has rules for.
      if (method.id === 'lrp-cam' && !('lrp' in golden.arrays)) {
        await expectRelevanceOrRefusal(method.run(session, point, [seed], context, params), golden);
        continue;
      }
      // Other layers than these have too many coalitions to run here.
      if (method.id === 'shap-cam' && !session.head.affine && !('shapley' in golden.arrays)) continue;
      const [result] = (await method.run(session, point, [seed], context, params)) as [MethodResult];
      expectNear(result.logits, golden, 'logits', method.id);
      expectNear(result.base, golden, 'logits_zero', method.id);
      if (method.id === 'ablation-cam') expectDrops(result, golden);
      if (method.id === 'lift-element') expectElements(result, golden, session.head.affine);
      // On an affine head the drop is the Shapley value.
      if (method.id === 'shap-cam' && session.head.affine)
        expectNear(result.alpha ?? [], golden, 'ablation_drop', method.id);
      for (const [kind, array] of Object.entries(EXPECTED[method.id] ?? {}))
        if (array in golden.arrays) expectNear(result[kind as Kind] ?? [], golden, array, method.id);
    }
    for (const { id, params, array } of VARIANTS) {
      if (!(array in golden.arrays)) continue;
      const choice = chooseMethod(id, params);
      const [result] = (await choice.method.run(session, point, [seed], context, choice.params)) as [
        MethodResult,
      ];
      expectNear(result.alpha ?? [], golden, array, id);
    }
  });
});

async function expectRelevanceOrRefusal(running: Promise<MethodResult[]>, golden: GoldenCase) {
  try {
    const [result] = (await running) as [MethodResult];
    expectNear(result.logits, golden, 'logits', 'lrp-cam');
  } catch (error) {
    expect(error).toMatchObject({ code: 'operator-unsupported' });
    expect(String(error)).toMatch(/LRP has no rule for (Mul|MatMul|Softmax) node '.+'/);
  }
}

function expectNear(actual: ArrayLike<number>, golden: GoldenCase, array: string, method: string): void {
  const error = relativeError(actual, goldenArray(golden, array));
  expect(error, `${array} of ${method}`).toBeLessThan(tolerance(golden, TOLERANCES[array] ?? array));
}

/** Every place is m A; on an affine head m is the gradient, and the map is HiResCAM's. Everywhere it adds up as LIFT-CAM does. */
function expectElements({ signed, magnitude }: MethodResult, golden: GoldenCase, affine: boolean): void {
  if (affine) expectNear(signed, golden, 'hirescam', 'lift-element');
  const sum = signed.reduce((total, value) => total + value, 0);
  const bound = 1e-3 * Math.abs(golden.difference) + 1e-5 * (magnitude ?? NaN);
  expect(Math.abs(sum - golden.difference), 'sum of lift-element').toBeLessThan(bound);
}

/** Ablation-CAM divides the drops by the logit, unless that would turn the map over. */
function expectDrops({ alpha, logits, warnings }: MethodResult, golden: GoldenCase): void {
  const isPositive = (logits[golden.class] as number) > 0;
  expectNear(alpha ?? [], golden, isPositive ? 'ablation' : 'ablation_drop', 'ablation-cam');
  expect(warnings).toHaveLength(isPositive ? 0 : 1);
}
