import { afterAll, expect, test, vi } from 'vitest';
import { completeness } from '../../../main/engine/completeness.ts';
import { chooseMethod, type MethodChoice } from '../../../main/engine/methodChoice.ts';
import { methods } from '../../../main/engine/methods/index.ts';
import type { MethodResult } from '../../../main/engine/methods/method.ts';
import { scoreOf } from '../../../main/engine/targets.ts';
import { toErrorData } from '../../../shared/errors.ts';
import { goldenArray, manifest, relativeError, type GoldenCase } from '../../support/golden.ts';
import { GoldenSessions, oneHot } from '../../support/goldenSessions.ts';

const sessions = new GoldenSessions();
afterAll(() => sessions.release());

/** Of each golden model and layer one case. */
const plain = manifest.cases.filter(({ variant }) => ['ts13', 'ts17', 'dy18'].includes(variant));
const cases = [...new Map(plain.map((each) => [each.id.split('.', 2).join('.'), each])).values()];

/** Few samples are enough to see what kind of numbers they give. */
const FEW = { 'shap-cam': { permutations: 4 } } as const;

const MOST_COALITIONS = 5000;

/** What a method gives for a class, and for that class against another; null where it refuses the head or would run long. */
async function resultsOf({ method, params }: MethodChoice, golden: GoldenCase) {
  const session = await sessions.open(golden);
  if ((method.cost(session.head, params).coalitions?.count ?? 0) > MOST_COALITIONS) return null;
  const context = await sessions.context(golden);
  const point = await session.forward(context.tensor);
  const versus = oneHot(golden.class, session.head.classes);
  versus[(golden.class + 1) % session.head.classes] = -1;
  const seeds = [oneHot(golden.class, session.head.classes), versus];
  const backward = vi.spyOn(session, 'explain');
  try {
    method.parts(session.head, params);
    const results = await method.run(session, point, seeds, context, params);
    return { head: session.head, results, wentBack: backward.mock.calls.length > 0 };
  } catch (error) {
    if (['input-invalid', 'operator-unsupported'].includes(toErrorData(error).code)) return null;
    throw error;
  } finally {
    backward.mockRestore();
  }
}

const residualOf = ({ alpha, signed, seed, logits, base, magnitude }: MethodResult) =>
  completeness(alpha ?? signed, scoreOf(seed, logits) - scoreOf(seed, base), magnitude ?? 0);

const choices = methods.map(({ id }) => chooseMethod(id, FEW[id as keyof typeof FEW]));

test.each(choices)('$method.id is what it says of itself', async (choice) => {
  const { properties } = choice.method;
  let [explained, negative] = [0, false];
  for (const golden of cases) {
    const found = await resultsOf(choice, golden);
    if (!found) continue;
    const { head, results, wentBack } = found;
    explained += 1;
    // On an affine head the closed form of others is a gradient too, but none of their own making.
    if (!head.affine || properties.needsGradient) expect(wentBack).toBe(properties.needsGradient);
    for (const result of results) {
      expect(result.alpha ? 'alpha' : 'map').toBe(properties.gives);
      negative ||= (result.alpha ?? result.signed).some((value) => value < 0);
      expect(result.magnitude !== null).toBe(properties.complete);
      if (properties.complete) expect(residualOf(result).accurate).toBe(true);
    }
    // On an affine head the drop of the logit is the Shapley value.
    const exact = results[0]?.exact ?? (head.affine && properties.exactOnAffineHeads);
    if (exact && head.affine)
      expect(relativeError(results[0]?.alpha ?? [], goldenArray(golden, 'ablation_drop'))).toBeLessThan(1e-3);
  }
  expect(explained).toBeGreaterThan(0);
  expect(negative).toBe(properties.signed);
});
