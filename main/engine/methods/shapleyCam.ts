import type { ActivationPoint, ActivationSession } from '../activationSession.ts';
import { isPiecewiseLinear } from '../piecewiseLinear.ts';
import { joined } from '../rows.ts';
import { endpoints } from './support/endpoints.ts';
import { meanOf } from './support/meanOf.ts';
import { multiplierRows } from './support/multiplierRows.ts';
import { restGradient, restHessianProduct } from './support/rest.ts';
import { weightedSum } from './support/weightedSum.ts';
import { noParams, type Method } from './method.ts';
import { declared } from './support/declarations.ts';

/** Step of the differences along A, as a share of A: the logits', and the gradient's. */
const LOGITS_STEP = 2e-3;
const GRADIENT_STEP = 1e-2;

/**
 * ShapleyCAM (Cai 2025, as its authors' code has it): alpha_k = mean_ij (g - H A / 2), g the gradient and H the Hessian by A of
 * the logit less the cross-entropy, u = y_c + log p_c. With J = dy/dA,
 * `H A = J' (d²u/dy²) (J A) + (sum_i du/dy_i d²y_i/dA²) A`: the first term is one more pass back, with J A by a difference of
 * logits; the second, by a difference of gradients, is left out where it is zero: where the head is piecewise linear.
 */
export const shapleyCam: Method = {
  id: 'shapley-cam',
  title: 'ShapleyCAM',
  summary:
    'The gradient less half of its change along the activation: a second-order estimate of SHAP values.',
  paper: {
    title: 'Cai, CAMs as Shapley Value-based Explainers, 2025',
    url: 'https://arxiv.org/abs/2501.06261',
  },
  params: noParams,
  properties: declared('alpha', 'needsGradient', 'signed'),
  parts: () => ['head', 'gradient'],
  cost: ({ walk }) => ({ head: isPiecewiseLinear(walk) ? 10 : 16, model: 0 }),
  async run(session, point, seeds, { classifier }) {
    const { logits, base, seeds: used } = await endpoints(session, point, seeds);
    const { activation } = classifier.logits;
    const first = used.map((seed) => restGradient(seed, logits, activation));
    const along = await logitsAlong(session, point);
    const second = used.map((seed) => restHessianProduct(seed, logits, along, activation));
    const gradients = await gradientsOf(session, point, first);
    const products = await sumOfProducts(session, point, first, second);
    const [channels] = session.head.shape;
    return used.map((seed, at) => {
      const [g, product] = [gradients[at], products[at]] as [Float32Array, Float32Array];
      const weights = g.map((value, index) => value - (product[index] as number) / 2);
      const size = weights.length / channels;
      const alpha = Float32Array.from({ length: channels }, (_, k) =>
        meanOf(weights.subarray(k * size, (k + 1) * size)),
      );
      return { logits, base, seed, alpha, signed: weightedSum(alpha, point.activation), magnitude: null };
    });
  },
};

/** J A, the change of the logits along A. */
async function logitsAlong(session: ActivationSession, point: ActivationPoint): Promise<Float32Array> {
  const ends = [1 + LOGITS_STEP, 1 - LOGITS_STEP].map((factor) => scaled(point, factor).activation);
  const [more, less] = (await session.logits(point, joined(ends), 2)) as [Float32Array, Float32Array];
  return more.map((value, index) => (value - (less[index] as number)) / (2 * LOGITS_STEP));
}

/** H A for each target: both of its terms. */
async function sumOfProducts(
  session: ActivationSession,
  point: ActivationPoint,
  first: readonly Float32Array[],
  second: readonly Float32Array[],
): Promise<Float32Array[]> {
  const outer = await gradientsOf(session, point, second);
  if (isPiecewiseLinear(session.head.walk)) return outer;
  const more = await gradientsOf(session, scaled(point, 1 + GRADIENT_STEP), first);
  const less = await gradientsOf(session, scaled(point, 1 - GRADIENT_STEP), first);
  return outer.map((values, at) => {
    const [up, down] = [more[at], less[at]] as [Float32Array, Float32Array];
    return values.map(
      (value, index) => value + ((up[index] as number) - (down[index] as number)) / (2 * GRADIENT_STEP),
    );
  });
}

/** J' s for each weighting s of the logits, [C, H, W]; zeros for a weighting of zeros. */
async function gradientsOf(
  session: ActivationSession,
  point: ActivationPoint,
  weightings: readonly Float32Array[],
): Promise<Float32Array[]> {
  const rows = await multiplierRows('gradient', session, point, weightings);
  return rows.map(({ multiplier }, at) =>
    (weightings[at] as Float32Array).every((weight) => weight === 0) ? multiplier.fill(0) : multiplier,
  );
}

function scaled({ activation, sides }: ActivationPoint, factor: number): ActivationPoint {
  return { activation: activation.map((value) => value * factor), sides };
}
