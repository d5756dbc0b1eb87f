import type { ErrorCode, ErrorData } from '../../shared/errors.ts';
import type { Measurement } from '../../shared/measurement.ts';
import type { Explanation, TargetSelector } from '../../shared/result.ts';
import { cosine } from '../../shared/statistics/agreement.ts';
import type { ColumnChoice } from './compareChoice.svelte.ts';

/** A column of the grid: one class of the photo on show, or one photo. */
export class CompareColumn {
  readonly image: string;
  readonly target: TargetSelector;
  /** Name of the class or of the photo. */
  readonly title: string;
  /** Shapley values of the channels; null while they are not known. */
  shap = $state.raw<Float32Array | null>(null);
  /** How they came about. */
  shapNote = $state<string | null>(null);
  shapError = $state.raw<ErrorData | null>(null);

  constructor({ image, target, title }: ColumnChoice) {
    this.image = image;
    this.target = target;
    this.title = title;
  }

  /** Forgets what went wrong for a reason that is there no more. */
  forget(code: ErrorCode): void {
    if (this.shapError?.code === code) this.shapError = null;
  }
}

/** One method on one column. */
export class CompareCell {
  readonly method: string;
  readonly column: CompareColumn;
  explanation = $state.raw<Explanation | null>(null);
  /** By the id of the metric. */
  measurements = $state.raw<Readonly<Record<string, Measurement>>>({});
  /** Why a metric has no measurement, by its id. */
  failures = $state.raw<Readonly<Record<string, ErrorData>>>({});
  /** Why there is no explanation. */
  error = $state.raw<ErrorData | null>(null);
  /** Cosine to the Shapley values; null where either has none. */
  readonly cosine = $derived.by(() => {
    const alpha = this.explanation?.alpha;
    const { shap } = this.column;
    return alpha && shap ? cosine(alpha, shap) : null;
  });

  constructor(method: string, column: CompareColumn) {
    this.method = method;
    this.column = column;
  }

  /** Whether it was neither explained nor refused. */
  get lacksMap(): boolean {
    return !this.explanation && !this.error;
  }

  /** Those of `metrics` that have neither a measurement nor a reason for having none. */
  lacking(metrics: readonly string[]): string[] {
    return metrics.filter((id) => !(id in this.measurements) && !(id in this.failures));
  }

  note(metric: string, measurement: Measurement): void {
    this.measurements = { ...this.measurements, [metric]: measurement };
  }

  fail(metric: string, error: ErrorData | null): void {
    if (error) this.failures = { ...this.failures, [metric]: error };
  }

  /** Forgets what went wrong for a reason that is there no more. */
  forget(code: ErrorCode): void {
    if (this.error?.code === code) this.error = null;
    const others = Object.entries(this.failures).filter(([, failure]) => failure.code !== code);
    this.failures = Object.fromEntries(others);
  }

  /** Forgets what went wrong. */
  clear(): void {
    this.error = null;
    this.failures = {};
  }
}
