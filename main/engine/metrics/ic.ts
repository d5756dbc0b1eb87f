import type { Metric } from './metric.ts';
import { maskedScores, maskingProtocol } from './support/maskedScores.ts';
import { noParams } from './support/noParams.ts';
import { GRAD_CAM_PLUS_PLUS } from './support/papers.ts';

/** Increase in confidence: 100 where p(E∘x) > p(x), otherwise 0; its mean over images is a percentage. */
export const ic: Metric<typeof noParams> = {
  id: 'ic',
  title: 'Increase in confidence',
  short: 'IC %',
  summary: 'Percentage of images whose class becomes more probable when only what the map points at is kept.',
  paper: GRAD_CAM_PLUS_PLUS,
  better: 'higher',
  params: noParams,
  needs: [],
  async run(subject) {
    const { original, kept, note } = await maskedScores(subject);
    return {
      value: kept > original ? 100 : 0,
      parts: { original, kept },
      protocol: maskingProtocol(subject),
      note,
    };
  },
};
