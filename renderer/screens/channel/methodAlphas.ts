import type { MethodInfo } from '../../../shared/api.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import { isExact, type ShapleyEstimate } from '../../../shared/shapley.ts';
import type { Weights } from '../../state/methodWeights.svelte.ts';
import { rankOf } from './rankOf.ts';

/** One method's word on one channel. */
export interface MethodAlpha {
  readonly id: string;
  readonly title: string;
  /** Null where it gives none. */
  readonly alpha: number | null;
  /** Place of the channel among all by |alpha|. */
  readonly rank: number | null;
  /** Standard error of a sampled value. */
  readonly error: number | null;
  /** Why it failed. */
  readonly failure: ErrorData | null;
}

/** The methods whose weights are in logits and add up to the evidence, and those with scales of their own. */
export interface MethodAlphas {
  readonly logits: readonly MethodAlpha[];
  readonly own: readonly MethodAlpha[];
}

/** What every method that is open says of a channel, the Shapley values among them where they are known. */
export function methodAlphas(
  channel: number,
  methods: readonly Pick<MethodInfo, 'id' | 'title'>[],
  known: ReadonlyMap<string, Weights>,
  truth: ShapleyEstimate | null,
): MethodAlphas {
  const open = methods
    .map(({ id, title }) => ({ id, title, weights: known.get(id) }))
    .filter(({ id, weights }) => weights && !(truth && id === SHAPLEY));
  const rowsOf = (complete: boolean) =>
    open
      .filter(({ weights }) => weights?.complete === complete)
      .map(({ id, title, weights }) => ({
        id,
        title,
        ...placed(weights?.alpha ?? null, channel),
        error: null,
        failure: weights?.failure ?? null,
      }));
  return { logits: [...(truth ? [truthRow(truth, channel)] : []), ...rowsOf(true)], own: rowsOf(false) };
}

/** The method that gives the Shapley values themselves. */
const SHAPLEY = 'shap-cam';

function truthRow(truth: ShapleyEstimate, channel: number): MethodAlpha {
  const exact = isExact(truth);
  return {
    id: SHAPLEY,
    title: exact ? 'Shapley value' : 'Shapley, sampled',
    ...placed(truth.alpha, channel),
    error: exact ? null : (truth.errors?.[channel] ?? null),
    failure: null,
  };
}

function placed(alpha: Float32Array | null, channel: number): Pick<MethodAlpha, 'alpha' | 'rank'> {
  return alpha
    ? { alpha: alpha[channel] ?? null, rank: rankOf(alpha, channel) }
    : { alpha: null, rank: null };
}
