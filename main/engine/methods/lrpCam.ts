import * as z from 'zod';
import { lrp } from '../propagation/lrp.ts';
import { backwardPass } from './support/costs.ts';
import type { Method } from './method.ts';
import { declared } from './support/declarations.ts';

const params = z.strictObject({
  rule: z.enum(['epsilon', 'z-plus', 'flat']).default('epsilon').meta({
    title: 'Rule',
    description:
      'Which parts of a linear operator take relevance: epsilon all of them, z-plus the positive ones, flat all alike.',
  }),
  epsilon: z.number().positive().max(10).default(1e-9).meta({
    title: 'Epsilon',
    description:
      'Keeps denominators away from zero; a larger one takes relevance from weak and contradictory parts.',
  }),
});

/**
 * LRP-CAM: alpha_k = sum_ij of the relevance of channel k, by layer-wise relevance propagation (Bach et al. 2015) from
 * F_c down to the layer; the defaults are captum's.
 */
export const lrpCam: Method<typeof params> = {
  id: 'lrp-cam',
  title: 'LRP-CAM',
  summary: 'The relevance that layer-wise propagation hands from the logit down to each channel.',
  paper: {
    title:
      'Bach et al., On Pixel-Wise Explanations for Non-Linear Classifier Decisions by Layer-Wise Relevance Propagation, PLOS ONE 2015',
    url: 'https://doi.org/10.1371/journal.pone.0130140',
  },
  params,
  properties: declared('alpha', 'needsGradient', 'signed'),
  parts: (_head, { rule, epsilon }) => [lrp(rule, epsilon)],
  cost: () => backwardPass,
  async run(session, point, seeds, _context, { rule, epsilon }) {
    const rows = await session.explain(lrp(rule, epsilon), point, seeds, false);
    return rows.map((row) => ({ ...row, magnitude: null }));
  },
};
