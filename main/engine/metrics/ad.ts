import type { Metric } from './metric.ts';
import { maskedScores, maskingProtocol, noProbability, percentDrop } from './support/maskedScores.ts';
import { noParams } from './support/noParams.ts';
import { GRAD_CAM_PLUS_PLUS } from './support/papers.ts';

/** Average drop: 100 max(0, p(x) - p(E∘x)) / p(x). */
export const ad: Metric<typeof noParams> = {
  id: 'ad',
  title: 'Average drop',
  short: 'AD %',
  summary: 'How much of the probability of the class is lost when only what the map points at is kept.',
  paper: GRAD_CAM_PLUS_PLUS,
  better: 'lower',
  params: noParams,
  needs: [],
  async run(subject) {
    const { original, kept, note } = await maskedScores(subject);
    const drop = percentDrop(original, kept);
    return {
      value: drop === null ? null : Math.max(0, drop),
      parts: { original, kept },
      protocol: { ...maskingProtocol(subject), clamp: true },
      note: noProbability(original) ?? note,
    };
  },
};
