import { WorkbenchError, type ErrorData } from '../../../shared/errors.ts';
import type { Explained } from '../../engine/explain.ts';
import type { ClassScore } from '../../../shared/result.ts';
import type { Input } from './inputs.ts';

/** One explanation as `explain --json` prints it; numbers only, arrays plain. */
export type ExplanationRecord = ReturnType<typeof explanationRecord>;

/** What stands in the place of an input, or of a method on it, that failed. */
export interface FailureRecord {
  readonly input: string;
  readonly row?: number;
  /** The method that failed, where the others went on. */
  readonly method?: string;
  readonly error: ErrorData;
}

/** @param method that failed, where the others went on */
export function failureRecord(input: Input, error: ErrorData, method?: string): FailureRecord {
  return { ...named(input), ...(method !== undefined && { method }), error };
}

/** @throws WorkbenchError 'value-not-finite' */
export function explanationRecord(input: Input, { explanation, model }: Explained) {
  const { map, target, alpha, residual, cancellation, milliseconds } = explanation;
  const { path, sha256 } = model.card;
  return {
    ...named(input),
    model: { path, sha256 },
    layer: explanation.layer,
    layerShape: explanation.layerShape,
    class: classRecord(target.class),
    ...(target.versus && { versus: classRecord(target.versus) }),
    method: explanation.method,
    params: explanation.params,
    alpha: alpha && float32Numbers(alpha),
    base: finite(explanation.base),
    score: finite(explanation.score),
    residual: residual === null ? null : finite(residual),
    // Without a difference to explain there is no ratio to it.
    cancellation,
    exact: explanation.exact,
    note: explanation.note,
    warnings: explanation.warnings,
    logits: float32Numbers(explanation.prediction.logits),
    map: {
      shape: [map.height, map.width],
      data: float32Numbers(map.relu),
      signed: float32Numbers(map.signed),
    },
    provider: explanation.provider,
    ms: {
      decode: milliseconds.decode,
      forward: milliseconds.forward,
      explain: milliseconds.explain,
    },
  };
}

/** The input as records name it. */
export function named({ path, row }: Input): { input: string; row?: number } {
  return { input: path, ...(row !== null && { row }) };
}

export function classRecord({ index, label, probability }: ClassScore) {
  return { index, label, probability: float32Number(probability) };
}

export function float32Numbers(values: Float32Array): number[] {
  return Array.from(values, float32Number);
}

/** The number of fewest decimal digits that reads back as the same float32. @throws WorkbenchError 'value-not-finite' */
export function float32Number(value: number): number {
  finite(value);
  for (let digits = 6; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number(value.toPrecision(9));
}

export function finite(value: number): number {
  if (Number.isFinite(value)) return value;
  throw new WorkbenchError(
    'value-not-finite',
    `The explanation holds ${String(value)}. Check the model's weights and the preprocessing.`,
  );
}
