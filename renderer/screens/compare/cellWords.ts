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

/** @param measurement undefined where there is none, or none yet; then `failure` may say why */
export function metricLine(
  { short, title }: MetricInfo,
  measurement: Measurement | undefined,
  failure: ErrorData | undefined,
  running: boolean,
): ScoreLine {
  if (failure) {
    const reason = failure.message;
    return { name: short, value: 'failed', note: `${title}\n${reason}`, reason, failed: true };
  }
  if (!measurement) return { name: short, value: running ? '…' : '–', note: title };
  const { value, note, protocol } = measurement;
  const told = Object.entries(protocol).map(([name, setting]) => `${name}: ${String(setting)}`);
  return {
    name: short,
    value: value === null ? '–' : formatNumber(value),
    note: [title, ...(note ? [note] : []), ...told].join('\n'),
    ...(value === null && note ? { reason: note } : {}),
  };
}
