import * as z from 'zod';
import { scoreOf } from '../targets.ts';
import { CLOSED_FORM } from './support/closedForm.ts';
import { scoreCoalitions } from './support/coalitions.ts';
import { backwardPass, endpointPasses } from './support/costs.ts';
import { endpoints } from './support/endpoints.ts';
import { weightedSum } from './support/weightedSum.ts';
import type { ActivationPoint, ActivationSession } from '../activationSession.ts';
import type { Coalitions } from '../coalitions/coalitions.ts';
import type { ImageContext, Method } from './method.ts';
import { declared } from './support/declarations.ts';

const params = z.strictObject({
  normalise: z.boolean().default(true).meta({
    title: 'Divide by the logit',
    description: 'Divides every drop by the logit, as the paper does; otherwise a weight is the drop itself.',
  }),
});

/**
 * Ablation-CAM (Desai & Ramaswamy 2020, equation 3): alpha_k = (F_c(A) - F_c(A without k)) / F_c(A). Where the head is
 * affine, the drop is sum_ij g A. A negative F_c(A) would turn the map over, so the drops are not divided by it then.
 */
export const ablationCam: Method<typeof params> = {
  id: 'ablation-cam',
  title: 'Ablation-CAM',
  summary:
    'The share of the logit that is lost when a channel is switched off; in closed form where the head is affine.',
  paper: {
    title:
      'Desai & Ramaswamy, Ablation-CAM: Visual Explanations for Deep Convolutional Network via Gradient-free Localization, WACV 2020',
    url: 'https://doi.org/10.1109/WACV45572.2020.9093360',
  },
  params,
  properties: declared('alpha', 'signed'),
  parts: ({ affine }) => [affine ? 'gradient' : 'head'],
  cost: ({ affine, shape: [channels] }) =>
    affine ? backwardPass : { ...endpointPasses, coalitions: wholeAndWithoutEach(channels) },
  async run(session, point, seeds, context, { normalise }) {
    const { affine } = session.head;
    const rows = affine
      ? await session.explain('gradient', point, seeds, false)
      : await dropsByRunning(session, point, seeds, context);
    return rows.map(({ logits, base, seed, alpha: drops }) => {
      const score = scoreOf(seed, logits);
      const divided = normalise && score > 0;
      const alpha = divided ? drops.map((drop) => drop / score) : drops;
      return {
        ...{ logits, base, seed, alpha, magnitude: null },
        signed: weightedSum(alpha, point.activation),
        // On an affine head a channel's drop is the same in every coalition.
        exact: affine && !divided,
        ...(affine && { note: CLOSED_FORM }),
        warnings: normalise && !divided ? [TURNED_OVER] : [],
      };
    });
  },
};

const TURNED_OVER =
  'The score is not positive, so the drops are not divided by it: that would turn the map over.';

interface Drops {
  readonly logits: Float32Array;
  readonly base: Float32Array;
  readonly seed: Float32Array;
  /** F_c(A) - F_c(A without k). */
  readonly alpha: Float32Array;
}

/** The whole, then a coalition for every channel, all but that one present. */
function wholeAndWithoutEach(channels: number): Coalitions {
  return { count: 1 + channels, absent: (index) => (index === 0 ? [] : [index - 1]) };
}

/** F_c(A) less what is left of it without each channel. */
async function dropsByRunning(
  session: ActivationSession,
  point: ActivationPoint,
  seeds: readonly Float32Array[],
  context: ImageContext,
): Promise<Drops[]> {
  const { logits, base, seeds: used } = await endpoints(session, point, seeds);
  const [channels] = session.head.shape;
  const scores = await scoreCoalitions(session, point, wholeAndWithoutEach(channels), used, context);
  return used.map((seed, at) => {
    const [whole = NaN, ...without] = scores[at] as Float64Array;
    return { logits, base, seed, alpha: Float32Array.from(without, (score) => whole - score) };
  });
}
