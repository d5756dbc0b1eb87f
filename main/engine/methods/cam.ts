import { WorkbenchError } from '../../../shared/errors.ts';
import type { Head } from '../head.ts';
import { nodesOnPath } from '../walk.ts';
import { extent } from './support/range.ts';
import { multiplierRows } from './support/multiplierRows.ts';
import { weightedSum } from './support/weightedSum.ts';
import { noParams, type Method } from './method.ts';
import { backwardPass } from './support/costs.ts';
import { declared } from './support/declarations.ts';

/** Spread of a channel's gradient, over the largest gradient, above which it is no mean that the head reads. */
const SPREAD = 1e-5;

/**
 * CAM (Zhou et al. 2016, equation 2): alpha_k = w_ck, the weight of the mean of channel k in the logit. It is the
 * derivative of F_c by that mean, sum_ij g, where the head reads nothing of a channel but its mean.
 */
export const cam: Method = {
  id: 'cam',
  title: 'CAM',
  summary: 'The weights of the last layer; only for average pooling followed by one linear layer.',
  paper: {
    title: 'Zhou et al., Learning Deep Features for Discriminative Localization, CVPR 2016',
    url: 'https://arxiv.org/abs/1512.04150',
  },
  params: noParams,
  properties: declared('alpha', 'needsGradient', 'signed'),
  parts(head) {
    if (!head.affine) throw unfit(head);
    return ['gradient'];
  },
  cost: () => backwardPass,
  async run(session, point, seeds) {
    const { head } = session;
    const rows = await multiplierRows('gradient', session, point, seeds);
    const [channels, height, width] = head.shape;
    const size = height * width;
    return rows.map(({ multiplier, logits, base, seed }) => {
      const largest = multiplier.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
      const alpha = Float32Array.from({ length: channels }, (_, k) => {
        const gradient = multiplier.subarray(k * size, (k + 1) * size);
        if (extent(gradient) > SPREAD * largest) throw unfit(head);
        return gradient.reduce((sum, g) => sum + g, 0);
      });
      return { logits, base, seed, alpha, signed: weightedSum(alpha, point.activation), magnitude: null };
    });
  },
};

function unfit(head: Head): WorkbenchError {
  const operators = [...new Set(nodesOnPath(head.walk).map(({ op }) => op))].join(', ');
  return new WorkbenchError(
    'input-invalid',
    `CAM needs global average pooling and one linear layer after '${head.activation}'; here follow ${operators}. Choose another method or a later layer.`,
  );
}
