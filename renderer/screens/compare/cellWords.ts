import type { MetricInfo } from '../../../shared/api.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import type { Measurement } from '../../../shared/measurement.ts';
import { formatNumber } from '../../components/words.ts';

/** A line under a map: what it is, the number, and what should be known of it. */
export interface ScoreLine {
  readonly name: string;
  readonly value: string;
  readonly note: string;
  /** Why there is no number. */
  readonly reason?: string;
  readonly failed?: boolean;
}

/**
 * Cosine to the Shapley values in words; a dash where there is none.
 * @param shapNote how the values came about
 */
export function cosineLine(cosine: number | null, hasWeights: boolean, shapNote: string | null): ScoreLine {
  const note = hasWeights
    ? `Cosine similarity to the Shapley values.${shapNote === null ? '' : `\n${shapNote}`}`
    : 'The method gives a map and no weights.';
  return { name: 'cos', value: cosine === null ? '–' : formatNumber(cosine), note };
}

/** The metric that is of the weights: it stands without a map. */
const OF_WEIGHTS = 'completeness';
/** What is said with a number of a cell that draws no map. */
const NO_MAP = 'There is no map to draw here: this number is of a map that says nothing.';

/**
 * @param measurement undefined where there is none, or none yet; then `failure` may say why
 * @param drawn whether the cell draws a map
 */
export function metricLine(
  { id, short, title }: MetricInfo,
  measurement: Measurement | undefined,
  failure: ErrorData | undefined,
  running: boolean,
  drawn: boolean,
): ScoreLine {
  if (failure) {
    const reason = failure.message;
    return { name: short, value: 'failed', note: `${title}\n${reason}`, reason, failed: true };
  }
  if (!measurement) return { name: short, value: running ? '…' : '–', note: title };
  const { value, note, protocol } = measurement;
  const told = Object.entries(protocol).map(([name, setting]) => `${name}: ${String(setting)}`);
  const lines = [title, ...(note ? [note] : []), ...told];
  if (value === null)
    return { name: short, value: '–', note: lines.join('\n'), ...(note ? { reason: note } : {}) };
  const number = formatNumber(value);
  if (drawn || id === OF_WEIGHTS) return { name: short, value: number, note: lines.join('\n') };
  return { name: short, value: `${number}, no map`, note: [NO_MAP, ...lines].join('\n'), reason: NO_MAP };
}
