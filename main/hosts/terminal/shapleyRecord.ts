import type { ErrorData } from '../../../shared/errors.ts';
import type { Params } from '../../../shared/params.ts';
import { agreement, type Agreement } from '../../../shared/statistics/agreement.ts';
import { isExact, largestError, type ShapleyEstimate } from '../../../shared/shapley.ts';
import type { Explained } from '../../engine/explain.ts';
import type { Refusal } from './eachInput.ts';
import { classRecord, finite, float32Number, float32Numbers, named } from './explanationRecord.ts';
import type { Input } from './inputs.ts';

/**
 * How a method's weights agree with the Shapley values; the measures are null for a method that gives a map only, and for one that
 * gave nothing.
 */
export interface MethodAgreement extends Agreement {
  readonly method: string;
  readonly params?: Params;
  readonly accurate: boolean | null;
  readonly note: string | null;
  readonly warnings: readonly string[];
  /** Why the method gave nothing. */
  readonly error?: ErrorData;
}

const NO_AGREEMENT = { cosine: null, pearson: null, spearman: null };
const NOTHING = { ...NO_AGREEMENT, accurate: null, note: null, warnings: [] };

/** The Shapley values of one target on one image as `shap --json` prints them. */
export type ShapleyRecord = ReturnType<typeof shapleyRecord>;

/**
 * @param methods explanations of the same target on the same image @param refusals the other methods
 * @param ended false where it was cut short
 */
export function shapleyRecord(
  input: Input,
  methods: readonly Explained[],
  refusals: readonly Refusal[],
  estimate: ShapleyEstimate,
  ended: boolean,
) {
  const [{ explanation, model }] = methods as [Explained];
  const { path, sha256 } = model.card;
  const { target } = explanation;
  const largest = largestError(estimate);
  return {
    ...named(input),
    model: { path, sha256 },
    layer: explanation.layer,
    layerShape: explanation.layerShape,
    class: classRecord(target.class),
    ...(target.versus && { versus: classRecord(target.versus) }),
    by: estimate.by,
    exact: isExact(estimate),
    complete: ended,
    alpha: float32Numbers(estimate.alpha),
    stderr: estimate.errors && float32Numbers(estimate.errors),
    maxStderr: largest === null ? null : float32Number(largest),
    pairs: estimate.pairs,
    permutations: 2 * estimate.pairs,
    seed: estimate.seed,
    base: finite(estimate.base),
    score: finite(estimate.score),
    agreement: [
      ...methods.map((each) => agreementOf(each, estimate)),
      ...refusals.map((each): MethodAgreement => ({ ...NOTHING, ...each })),
    ],
    provider: explanation.provider,
  };
}

function agreementOf({ explanation }: Explained, { alpha: shapley }: ShapleyEstimate): MethodAgreement {
  const { method, params, alpha, accurate, note, warnings } = explanation;
  const measures = alpha ? agreement(alpha, shapley) : NO_AGREEMENT;
  return { method, params, ...measures, accurate, note, warnings };
}
