import type { MetricInfo } from '../../shared/api.ts';
import type { Params } from '../../shared/params.ts';
import { metricOf } from './metrics/index.ts';
import type { Metric } from './metrics/metric.ts';
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

/** What the window is told of a metric. */
export function describeMetric(metric: Metric): MetricInfo {
  const { id, title, short, summary, paper, better, needs } = metric;
  return { id, title, short, summary, paper, better, needs: [...needs], params: paramsForm(metric) };
}
