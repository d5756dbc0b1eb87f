import { formatDuration, formatEstimate, formatNumber } from '../../../shared/figure/format.ts';
import { isExact, largestError, type ShapleyEstimate } from '../../../shared/shapley.ts';
import type { Truth } from '../../state/truth.svelte.ts';

/** A measure of agreement with a true minus sign; a dash where it is undefined. */
export function measure(value: number | null): string {
  return value === null ? '–' : value.toFixed(3).replace('-', '−');
}

/** What is known of the values, and how surely. */
export function estimateWords(estimate: ShapleyEstimate | null): string {
  if (!estimate) return 'Nothing is sampled yet.';
  if (estimate.by === 'closed-form')
    return 'Exact: the head is affine after this layer, so the LIFT-CAM weights are the Shapley values.';
  if (estimate.by === 'enumeration') return 'Exact: every coalition of the channels was run.';
  const permutations = `${String(2 * estimate.pairs)} permutations, seed ${String(estimate.seed)}`;
  const largest = largestError(estimate);
  if (largest === null) return `${permutations}; standard errors from 60 permutations on.`;
  const top = estimate.alpha.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const share = top === 0 ? '' : ` (${formatNumber((100 * largest) / top)}% of the largest value)`;
  return `${permutations}; largest standard error ${formatNumber(largest)} logits${share}.`;
}

/** How long sampling would take; while it runs, how fast it goes and how long it takes still. */
export function paceWords({
  state,
  known,
  expected,
  progress,
}: Pick<Truth, 'state' | 'known' | 'expected' | 'progress'>): string {
  if (state === 'idle' && !known && expected !== null) return `Takes ${formatEstimate(expected)}`;
  if (state !== 'running') return '';
  if (!progress) return 'Starting';
  const pace = `${formatNumber(progress.perSecond)} coalitions/s`;
  const { secondsLeft } = progress;
  return secondsLeft === null ? pace : `${pace}, ${formatDuration(1000 * secondsLeft)} left`;
}

/** A channel's Shapley value and, where it is known and not zero, its standard error. */
export function truthNumber(channel: number, estimate: ShapleyEstimate): string {
  const value = formatNumber(estimate.alpha[channel] ?? 0);
  if (isExact(estimate) || !estimate.errors) return value;
  return `${value} ± ${formatNumber(estimate.errors[channel] ?? 0)}`;
}

/** The same in words. */
export function truthWords(channel: number, estimate: ShapleyEstimate): string {
  return `Shapley value ${truthNumber(channel, estimate)}`;
}
