import type { Metric } from './metric.ts';
import { noParams } from './support/noParams.ts';

/**
 * |sum_k alpha_k - (F_c(A) - F_c(0))|, for methods that claim local accuracy; of those without alpha, the sum of the map in its
 * place.
 */
export const completeness: Metric<typeof noParams> = {
  id: 'completeness',
  title: 'Completeness residual',
  short: 'Residual',
  summary: 'How far the weights are from adding up to what the layer changes in the logit of the class.',
  paper: {
    title: 'Lundberg & Lee, A Unified Approach to Interpreting Model Predictions, NeurIPS 2017',
    url: 'https://arxiv.org/abs/1705.07874',
  },
  better: 'lower',
  params: noParams,
  needs: [],
  run({ completeness: held }) {
    if (held === null) {
      return Promise.resolve({
        value: null,
        parts: {},
        protocol: { score: 'logit' },
        note: 'The method does not claim that its weights add up.',
      });
    }
    const { residual, difference, accurate, cancellation, sumOf, contributions } = held;
    const protocol = {
      score: 'logit',
      residual: `sum of ${sumOf} - (F(A) - F(0))`,
      law: `|r| <= 1e-3 |F(A) - F(0)| + 1e-5 sum|${contributions}|`,
    };
    return Promise.resolve({
      value: Math.abs(residual),
      parts: { residual, difference, cancellation, accurate: accurate ? 1 : 0 },
      protocol,
      note: accurate ? null : 'The residual breaks the law of local accuracy.',
    });
  },
};
