import type { CancelSignal } from '../../shared/job.ts';
import type { Measurement } from '../../shared/measurement.ts';
import type { Explained } from './explain.ts';
import type { MetricChoice } from './metricChoice.ts';
import { metricSubject } from './metricSubject.ts';

/**
 * One metric of one explanation.
 * @throws WorkbenchError 'cancelled', 'value-not-finite'
 */
export function measure(
  explained: Explained,
  { metric, params }: MetricChoice,
  signal: CancelSignal,
): Promise<Measurement> {
  const session = explained.model.layer(explained.explanation.layer);
  return session.using(() => metric.run(metricSubject(explained, null, signal), params));
}
