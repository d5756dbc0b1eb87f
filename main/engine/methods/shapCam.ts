import * as z from 'zod';
import { CLOSED_FORM } from './support/closedForm.ts';
import { endpoints } from './support/endpoints.ts';
import type { SamplingState } from '../../../shared/shapley.ts';
import { newSampling, standardErrors } from './support/permutationSampling.ts';
import { seedParam } from './support/seedParam.ts';
import { shapleyCost } from './support/shapleyCost.ts';
import { isEnumerable, ShapleyGame } from './support/shapleyGame.ts';
import { weightedSum } from './support/weightedSum.ts';
import type { ActivationPoint, ActivationSession } from '../activationSession.ts';
import type { ImageContext, Method, MethodResult } from './method.ts';
import { declared } from './support/declarations.ts';

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
  properties: declared('alpha', 'signed', 'complete', 'exactOnAffineHeads', 'stochastic'),
  contributions: 'alpha',
  parts: ({ affine }) => [affine ? 'gradient' : 'head'],
  cost: (head, { permutations }) => shapleyCost(head, permutations),
  async run(session, point, seeds, context, params) {
    if (session.head.affine) {
      const rows = await session.explain('gradient', point, seeds, false);
      return rows.map((row) => ({ ...row, magnitude: sumOfMagnitudes(row.alpha), note: CLOSED_FORM }));
    }
    return played(session, point, seeds, context, params);
  },
};

const ENUMERATED = 'By enumeration: every coalition of the channels was run.';

async function played(
  session: ActivationSession,
  point: ActivationPoint,
  seeds: readonly Float32Array[],
  { signal, onProgress }: ImageContext,
  { permutations, seed: chance }: ShapParams,
): Promise<MethodResult[]> {
  const ends = await endpoints(session, point, seeds);
  const { logits, base, seeds: used } = ends;
  const game = await ShapleyGame.open(session, point, ends, signal);
  if (isEnumerable(game.channels)) {
    const values = await game.enumerate(signal, (done) => onProgress?.(done, 2 ** game.channels));
    return values.map((alpha, at) => ({
      logits,
      base,
      seed: used[at] as Float32Array,
      ...mapOf(alpha, point),
      exact: true,
      note: ENUMERATED,
    }));
  }
  let states = used.map(() => newSampling(game.channels, chance));
  const total = (permutations / 2) * game.coalitionsOfPair;
  for (let pair = 0; pair < permutations / 2; pair += 1) {
    const before = pair * game.coalitionsOfPair;
    states = await game.samplePair(states, signal, (done) => onProgress?.(before + done, total));
  }
  return states.map((state, at) => ({
    logits,
    base,
    seed: used[at] as Float32Array,
    ...mapOf(state.mean, point),
    note: samplingNote(state),
  }));
}

function mapOf(values: Float64Array, { activation }: ActivationPoint) {
  const alpha = Float32Array.from(values);
  return { alpha, signed: weightedSum(alpha, activation), magnitude: sumOfMagnitudes(alpha) };
}

function sumOfMagnitudes(alpha: Float32Array): number {
  return alpha.reduce((sum, weight) => sum + Math.abs(weight), 0);
}

function samplingNote(state: SamplingState): string {
  const sampled = `Sampled from ${String(2 * state.pairs)} orders of the channels`;
  const errors = standardErrors(state);
  if (!errors) return `${sampled}: too few to tell the standard error.`;
  const largest = state.mean.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const share = largest === 0 ? 0 : Math.max(...errors) / largest;
  return `${sampled}: the standard error of a weight is at most ${(100 * share).toPrecision(2)}% of the largest weight.`;
}
