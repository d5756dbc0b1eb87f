import type { MetricInfo } from '../../shared/api.ts';
import type { Measurement } from '../../shared/measurement.ts';
import type { Params } from '../../shared/params.ts';
import { metricOf } from './metrics/index.ts';
import type { Metric, MetricSubject } from './metrics/metric.ts';
import { chooseParams, paramsForm } from './paramsChoice.ts';

/** A metric with all of its parameters, checked. */
export interface MetricChoice {
  readonly metric: Metric;
  readonly params: Params;
}

/**
 * A metric by its id, with the parameters given and the defaults of the others.
 * @throws WorkbenchError 'input-invalid' for an unknown id, an unknown parameter or a value out of range
 */
export function chooseMetric(id: string, given?: Params): MetricChoice {
  const metric = metricOf(id);
  return { metric, params: chooseParams('Metric', metric, given) };
}

/**
 * What a metric says of a map.
 * @param noBoxes why there are no boxes, said of a metric that asks for them; null where that goes without saying
 * @throws WorkbenchError as the metric does
 */
export async function runMetric(
  { metric, params }: MetricChoice,
  subject: MetricSubject,
  noBoxes: string | null,
): Promise<Measurement> {
  const measured = await metric.run(subject, params);
  const misses = subject.boxes === null && metric.needs.includes('boxes');
  return misses && noBoxes !== null ? { ...measured, note: noBoxes } : measured;
}

/** What the window is told of a metric. */
export function describeMetric(metric: Metric): MetricInfo {
  const { id, title, short, summary, paper, better, needs } = metric;
  return { id, title, short, summary, paper, better, needs: [...needs], params: paramsForm(metric) };
}
