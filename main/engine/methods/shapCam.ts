import { z } from 'zod';
import type { Head } from '../head.ts';
import { scoreOf } from '../targets.ts';
import { CLOSED_FORM } from './support/closedForm.ts';
import { runCoalitions } from './support/coalitions.ts';
import { backwardPass } from './support/costs.ts';
import { endpoints } from './support/endpoints.ts';
import { allCoalitions, exactShapley } from './support/exactShapley.ts';
import { antitheticOrders, PermutationSampling, prefixes } from './support/permutationSampling.ts';
import { seedParam } from './support/seedParam.ts';
import { weightedSum } from './support/weightedSum.ts';
import type { ActivationPoint, ActivationSession } from '../activationSession.ts';
import type { ImageContext, Method, MethodResult } from './method.ts';

/** Up to this many channels every coalition is run. */
const MOST_ENUMERATED = 16;

const params = z.strictObject({
  permutations: z.int().min(4).max(1_000_000).multipleOf(2).default(64).meta({
    title: 'Permutations',
    description:
      'Orders of the channels that are sampled, each with its reverse, where there are too many to run all.',
  }),
  seed: seedParam,
});
type ShapParams = z.output<typeof params>;

/**
 * SHAP-CAM: alpha_k is the Shapley value of channel k in the game v(S) = F_c(A with the channels outside S set to zero)
 * (Lundberg & Lee 2017, equation 8). In closed form sum_ij g A where the head is affine; by enumeration up to 16
 * channels; by sampling orders of the channels beyond.
 */
export const shapCam: Method<typeof params> = {
  id: 'shap-cam',
  title: 'SHAP-CAM',
  summary:
    'The Shapley value of each channel: exact on affine heads and up to 16 channels, sampled and slow beyond.',
  paper: {
    title: 'Lundberg & Lee, A Unified Approach to Interpreting Model Predictions, NeurIPS 2017',
    url: 'https://arxiv.org/abs/1705.07874',
  },
  params,
  properties: {
    needsGradient: false,
    gives: 'alpha',
    signed: true,
    complete: true,
    exactOnAffineHeads: true,
    stochastic: true,
  },
  part: ({ affine }) => (affine ? 'gradient' : 'head'),
  cost: (head, { permutations }) => costOf(head, permutations),
  async run(session, point, seeds, context, params) {
    if (session.head.affine) {
      const rows = await session.explain('gradient', point, seeds, false);
      return rows.map((row) => ({ ...row, note: CLOSED_FORM }));
    }
    const [channels] = session.head.shape;
    return channels <= MOST_ENUMERATED
      ? enumerated(session, point, seeds, context)
      : sampled(session, point, seeds, context, params);
  },
};

function costOf({ affine, shape: [channels] }: Head, permutations: number) {
  if (affine) return backwardPass;
  return { head: channels <= MOST_ENUMERATED ? 2 ** channels : permutations * (channels - 1) + 2, model: 0 };
}

const ENUMERATED = 'By enumeration: every coalition of the channels was run.';

async function enumerated(
  session: ActivationSession,
  point: ActivationPoint,
  seeds: readonly Float32Array[],
  context: ImageContext,
): Promise<MethodResult[]> {
  const { logits, base, seeds: used } = await endpoints(session, point, seeds);
  const [channels] = session.head.shape;
  const coalitions = allCoalitions(channels);
  const games = used.map((seed) => ({ seed, values: new Float64Array(coalitions.count) }));
  await runCoalitions(session, point, coalitions, context, (each, index) => {
    for (const { seed, values } of games) values[index] = scoreOf(seed, each);
  });
  return games.map(({ seed, values }) => {
    const alpha = Float32Array.from(exactShapley(values, channels));
    return { logits, base, seed, ...mapOf(alpha, point), exact: true, note: ENUMERATED };
  });
}

async function sampled(
  session: ActivationSession,
  point: ActivationPoint,
  seeds: readonly Float32Array[],
  context: ImageContext,
  { permutations, seed: chance }: ShapParams,
): Promise<MethodResult[]> {
  const { logits, base, seeds: used } = await endpoints(session, point, seeds);
  const orders = antitheticOrders(session.head.shape[0], permutations / 2, chance);
  const games = used.map((seed) => ({
    seed,
    sampling: new PermutationSampling(orders, scoreOf(seed, base), scoreOf(seed, logits)),
  }));
  await runCoalitions(session, point, prefixes(orders), context, (each) => {
    for (const { seed, sampling } of games) sampling.add(scoreOf(seed, each));
  });
  return games.map(({ seed, sampling }) => {
    const { alpha, errors } = sampling.estimate();
    const note = samplingNote(permutations, alpha, errors);
    return { logits, base, seed, ...mapOf(Float32Array.from(alpha), point), note };
  });
}

function mapOf(alpha: Float32Array, { activation }: ActivationPoint) {
  const magnitude = alpha.reduce((sum, weight) => sum + Math.abs(weight), 0);
  return { alpha, signed: weightedSum(alpha, activation), magnitude };
}

function samplingNote(permutations: number, alpha: Float64Array, errors: Float64Array): string {
  const largest = alpha.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const share = largest === 0 ? 0 : errors.reduce((most, error) => Math.max(most, error), 0) / largest;
  return `Sampled from ${String(permutations)} orders of the channels: the standard error of a weight is at most ${(100 * share).toPrecision(2)}% of the largest weight.`;
}
