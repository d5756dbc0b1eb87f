import type { Metric } from './metric.ts';
import { curveParams, measureCurve } from './support/curveMetric.ts';
import { RISE } from './support/papers.ts';
import { RISE_BASELINES } from './support/pixelCurve.ts';

const params = curveParams(RISE_BASELINES.deletion);

/** The area under the deletion curve: a good map makes the probability fall early. */
export const deletion: Metric<typeof params> = {
  id: 'deletion',
  title: 'Deletion AUC',
  short: 'Deletion',
  summary: 'Area under the curve of the probability while the highest pixels of the map are removed first.',
  paper: RISE,
  better: 'lower',
  params,
  needs: [],
  run: (subject, values) => measureCurve('deletion', subject, values),
};
