import type { ComparedImage, ComparedMethod } from './comparison.ts';
import { bootstrapMean, type MeanInterval } from './statistics/bootstrap.ts';

/** Measures of agreement with the Shapley values, in the order of their columns. */
export const AGREEMENTS = ['cosine', 'pearson', 'spearman', 'topOverlap'] as const;
export type AgreementId = (typeof AGREEMENTS)[number];

/** One method over all images; null where no image has a value. */
export interface ComparisonRow {
  readonly method: string;
  /** On how many images it gave nothing; these are in none of the means. */
  readonly failed: number;
  /** Why on the first of them; null where there is none. */
  readonly failure: string | null;
  readonly agreement: Readonly<Record<AgreementId, MeanInterval | null>>;
  /** By the id of the metric. */
  readonly metrics: Readonly<Record<string, MeanInterval | null>>;
  readonly milliseconds: MeanInterval | null;
}

/**
 * Means over images with bootstrap intervals, a row for each method.
 * @param images at least one, all with the same methods and metrics
 * @param seed of the bootstrap
 */
export function comparisonTable(images: readonly ComparedImage[], seed: number): ComparisonRow[] {
  const [first] = images;
  const measured = images.flatMap(({ methods }) => methods.flatMap((each) => Object.keys(each.measurements)));
  const metrics = [...new Set(measured)];
  return (first?.methods ?? []).map(({ method }, row) => {
    const over = (valueOf: (each: ComparedMethod) => number | null | undefined) =>
      bootstrapMean(
        images.flatMap(({ methods }) => valueOf(methods[row] as ComparedMethod) ?? []),
        seed,
      );
    const named = <K extends string>(
      keys: readonly K[],
      valueOf: (each: ComparedMethod, key: K) => number | null,
    ) =>
      Object.fromEntries(keys.map((key) => [key, over((each) => valueOf(each, key))])) as Record<
        K,
        MeanInterval | null
      >;
    const errors = images.flatMap(({ methods }) => methods[row]?.error ?? []);
    return {
      method,
      failed: errors.length,
      failure: errors[0]?.message ?? null,
      agreement: named(AGREEMENTS, ({ agreement }, key) => agreement?.[key] ?? null),
      metrics: named(metrics, (each, key) => each.measurements[key]?.value ?? null),
      milliseconds: over((each) => each.milliseconds),
    };
  });
}
