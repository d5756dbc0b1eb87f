import { pearson } from '../../../shared/statistics/agreement.ts';
import type { Metric } from './metric.ts';
import { explanationMap } from './support/explanationMap.ts';
import { maskedScores, maskingProtocol, noProbability, percentDrop } from './support/maskedScores.ts';
import { noParams } from './support/noParams.ts';
import { weighPixels } from './support/pixels.ts';

/**
 * ADCC (Poppi et al. 2021, equation 6): the harmonic mean 3 / (1/coherency + 1/(1-complexity) + 1/(1-AD)), 0 where a
 * part is 0. Coherency is (1 + Pearson(E, E of E∘x)) / 2, and 0 where there is no correlation; complexity is the mean
 * of E; AD lies in [0, 1].
 */
export const adcc: Metric<typeof noParams> = {
  id: 'adcc',
  title: 'ADCC',
  short: 'ADCC',
  summary:
    'Harmonic mean of three virtues: the map stays the same on what it keeps, is small, and keeps the probability.',
  paper: {
    title:
      'Poppi et al., Revisiting the Evaluation of Class Activation Mapping for Explainability, CVPRW 2021',
    url: 'https://arxiv.org/abs/2104.10252',
  },
  better: 'higher',
  params: noParams,
  needs: ['explainer'],
  async run(subject) {
    const { image, map, classifier } = subject;
    const { input } = classifier;
    const explanation = explanationMap(map, input.height, input.width);
    const again = await subject.explain(weighPixels(image, explanation, input), classifier);
    const correlation = pearson(explanation, explanationMap(again, input.height, input.width));
    const coherency = correlation === null ? 0 : (1 + correlation) / 2;
    const complexity = explanation.reduce((sum, value) => sum + value, 0) / explanation.length;
    const { original, kept } = await maskedScores(subject);
    const drop = percentDrop(original, kept);
    const averageDrop = drop === null ? null : Math.max(0, drop) / 100;
    return {
      value: averageDrop === null ? null : harmonicMean([coherency, 1 - complexity, 1 - averageDrop]),
      parts: { coherency, complexity, averageDrop },
      protocol: { ...maskingProtocol(subject), clamp: true, mean: 'per image' },
      note: noProbability(original) ?? (correlation === null ? NO_COHERENCY : null),
    };
  },
};

const NO_COHERENCY = 'A map is constant: its coherency counts as 0.';

/** 0 where one of them is not above 0. */
export function harmonicMean(parts: readonly number[]): number {
  if (parts.some((part) => part <= 0)) return 0;
  return parts.length / parts.reduce((sum, part) => sum + 1 / part, 0);
}
