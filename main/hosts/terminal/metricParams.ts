import { chooseMetric, type MetricChoice } from '../../engine/metricChoice.ts';
import { metricOf } from '../../engine/metrics/index.ts';
import { paramsForm } from '../../engine/paramsChoice.ts';
import { readSettings } from './settings.ts';

const METRIC_PARAM = {
  option: '--metric-param',
  kind: 'metric',
  among: '--metric',
  example: 'deletion.baseline=blur',
};

/**
 * The metrics that were asked for, each with its `--metric-param metric.name=value`.
 * @param seed of every metric that takes one, where none is set for it
 * @throws WorkbenchError 'input-invalid' for what is no metric, no parameter of it or no value of that
 */
export function chooseMetrics(
  ids: readonly string[],
  settings: readonly string[],
  seed: number,
): MetricChoice[] {
  const given = readSettings(METRIC_PARAM, ids, settings, (id) => paramsForm(metricOf(id)));
  return ids.map((id) => {
    const seeded = 'seed' in metricOf(id).params.shape;
    return chooseMetric(id, { ...(seeded && { seed }), ...given.get(id) });
  });
}
