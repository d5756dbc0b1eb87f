import { scoreOf } from '../targets.ts';
import { runCoalitions } from './support/coalitions.ts';
import { endpoints } from './support/endpoints.ts';
import { weightedSum } from './support/weightedSum.ts';
import type { ActivationPoint, ActivationSession } from '../activationSession.ts';
import type { ImageContext, Method } from './method.ts';

/**
 * Ablation-CAM (Desai & Ramaswamy 2020, equation 3): alpha_k = (F_c(A) - F_c(A without k)) / F_c(A). Where the head is
 * affine, the drop is sum_ij g A. A negative F_c(A) would turn the map over, so the drops are not divided by it then.
 */
export const ablationCam: Method = {
  id: 'ablation-cam',
  title: 'Ablation-CAM',
  summary:
    'The share of the logit that is lost when a channel is switched off; in closed form where the head is affine.',
  paper: {
    title:
      'Desai & Ramaswamy, Ablation-CAM: Visual Explanations for Deep Convolutional Network via Gradient-free Localization, WACV 2020',
    url: 'https://doi.org/10.1109/WACV45572.2020.9093360',
  },
  propagation: null,
  closedForm: 'gradient',
  complete: false,
  exactOnAffineHeads: false,
  async run(session, point, seeds, context) {
    const rows = session.head.affine
      ? await session.explain('gradient', point, seeds, false)
      : await dropsByRunning(session, point, seeds, context);
    return rows.map(({ logits, base, seed, alpha: drops }) => {
      const score = scoreOf(seed, logits);
      const alpha = score > 0 ? drops.map((drop) => drop / score) : drops;
      const warnings =
        score > 0
          ? []
          : ['The score is not positive, so the drops are not divided by it: that would turn the map over.'];
      const signed = weightedSum(alpha, point.activation);
      return { logits, base, seed, alpha, signed, magnitude: null, warnings };
    });
  },
};

interface Drops {
  readonly logits: Float32Array;
  readonly base: Float32Array;
  readonly seed: Float32Array;
  /** F_c(A) - F_c(A without k). */
  readonly alpha: Float32Array;
}

/** One coalition for every channel, all but that one present; the same for every seed. */
async function dropsByRunning(
  session: ActivationSession,
  point: ActivationPoint,
  seeds: readonly Float32Array[],
  context: ImageContext,
): Promise<Drops[]> {
  const { logits, base, seeds: used } = await endpoints(session, point, seeds);
  const [count] = session.head.shape;
  const rows = used.map((seed) => ({ logits, base, seed, alpha: new Float32Array(count) }));
  const allButOne = { count, absent: (channel: number) => [channel] };
  await runCoalitions(session, point, allButOne, context, (without, channel) => {
    for (const { seed, alpha } of rows) alpha[channel] = scoreOf(seed, logits) - scoreOf(seed, without);
  });
  return rows;
}
