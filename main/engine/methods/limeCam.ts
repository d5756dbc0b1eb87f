import * as z from 'zod';
import { CLOSED_FORM } from './support/closedForm.ts';
import { backwardPass, endpointPasses } from './support/costs.ts';
import { proximities } from './support/proximities.ts';
import { coinFlips, playCoalitions, tableOf } from './support/sampledCoalitions.ts';
import { seedParam } from './support/seedParam.ts';
import { weightedRegression } from './support/weightedRegression.ts';
import { weightedSum } from './support/weightedSum.ts';
import type { Method } from './method.ts';
import { declared } from './support/declarations.ts';

const params = z.strictObject({
  samples: z.int().min(0).max(1_000_000).default(0).meta({
    title: 'Samples',
    description:
      'Coalitions that are sampled, each channel being in it or not; 0 takes as many as there are channels.',
  }),
  kernel: z.enum(['cosine', 'euclidean']).default('cosine').meta({
    title: 'Distance',
    description:
      'How far a coalition is from the whole activation: a sample counts exp(-distance² / 2 width²).',
  }),
  width: z.number().positive().max(1e6).default(1).meta({
    title: 'Kernel width',
    description: 'Distance at which a sample still counts much.',
  }),
  model: z.enum(['lasso', 'ridge']).default('lasso').meta({
    title: 'Linear model',
    description: 'lasso sets the weights of unimportant channels to zero; ridge only makes them small.',
  }),
  strength: z.number().min(0).max(1e6).default(0.01).meta({
    title: 'Penalty',
    description: 'How strongly large weights are held down.',
  }),
  seed: seedParam,
});

/**
 * LIME-CAM (LIME, Ribeiro et al. 2016, on the channels, as LIFT-CAM's authors compare with it): alpha_k are the
 * coefficients of a linear model of F_c, fitted to random coalitions of the channels, each weighed by how near it is to
 * the whole. The defaults are captum's.
 */
export const limeCam: Method<typeof params> = {
  id: 'lime-cam',
  title: 'LIME-CAM',
  summary: 'The coefficients of a linear model of the logit, fitted to random coalitions of the channels.',
  paper: {
    title:
      'Ribeiro et al., "Why Should I Trust You?": Explaining the Predictions of Any Classifier, KDD 2016',
    url: 'https://arxiv.org/abs/1602.04938',
  },
  params,
  properties: declared('alpha', 'signed', 'stochastic'),
  parts: ({ affine }) => [affine ? 'gradient' : 'head'],
  cost: ({ affine, shape: [channels] }, { samples, seed }) => {
    const coalitions = coinFlips(samples || channels, channels, seed);
    const passes = affine ? backwardPass : { ...endpointPasses, coalitions };
    return { ...passes, milliseconds: coalitions.count * channels * FIT_MILLISECONDS };
  },
  async run(session, point, seeds, context, { samples, kernel, width, model, strength, seed: chance }) {
    const [channels] = session.head.shape;
    const count = samples || channels;
    const present = tableOf(coinFlips(count, channels, chance), channels);
    const games = await playCoalitions(session, point, seeds, present, context);
    const weights = proximities(point.activation, present, kernel, width);
    return games.map(({ logits, base, seed, scores }) => {
      const { coefficients, settled } = weightedRegression(present.columns, scores, weights, model, strength);
      const alpha = Float32Array.from(coefficients);
      return {
        ...{ logits, base, seed, alpha, magnitude: null },
        signed: weightedSum(alpha, point.activation),
        note: `${session.head.affine ? `${CLOSED_FORM} ` : ''}Fitted to ${String(count)} coalitions of the channels.`,
        warnings: settled ? [] : [UNSETTLED],
      };
    });
  },
};

/** Fitting the linear model, for each entry of the table of coalitions. */
const FIT_MILLISECONDS = 1e-4;

const UNSETTLED = 'The linear model did not settle: take more samples or a stronger penalty.';
