import type { Metric } from './metric.ts';
import { curveParams, measureCurve } from './support/curveMetric.ts';
import { RISE } from './support/papers.ts';
import { RISE_BASELINES } from './support/pixelCurve.ts';

const params = curveParams(RISE_BASELINES.insertion);

/** The area under the insertion curve: a good map makes the probability rise early. */
export const insertion: Metric<typeof params> = {
  id: 'insertion',
  title: 'Insertion AUC',
  short: 'Insertion',
  summary: 'Area under the curve of the probability while the highest pixels of the map are revealed first.',
  paper: RISE,
  better: 'higher',
  params,
  needs: [],
  run: (subject, values) => measureCurve('insertion', subject, values),
};
