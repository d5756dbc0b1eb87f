import type { CancelSignal } from '../../shared/job.ts';
import {
  largestError,
  type SamplingState,
  type ShapleyEstimate,
  type ShapleyGoal,
} from '../../shared/shapley.ts';
import type { ActivationPoint, ActivationSession, ExplainerRow } from './activationSession.ts';
import { endpoints, type Endpoints } from './methods/support/endpoints.ts';
import { newSampling, standardErrors } from './methods/support/permutationSampling.ts';
import { isEnumerable, ShapleyGame } from './methods/support/shapleyGame.ts';
import { scoreOf } from './targets.ts';

/** The game of one target on one image. */
export interface Game {
  readonly session: ActivationSession;
  readonly point: ActivationPoint;
  /** Weights of the logits: +1 on the class, -1 on one it is held against. */
  readonly seed: Float32Array;
}

/** How far an estimation has come. */
export interface ShapleyStep {
  readonly estimate: ShapleyEstimate;
  /** From which sampling can go on; null where the values are exact. */
  readonly state: SamplingState | null;
  /** Coalitions run so far, since it was last started. */
  readonly coalitions: number;
  /** Coalitions still to run; null while that cannot be told. */
  readonly left: number | null;
}

/**
 * Estimates the Shapley values of all channels: in closed form where the head is affine, by running every coalition up to
 * 16 channels, by sampling antithetic pairs of orders beyond.
 * @param from where sampling goes on, as {@link ShapleyStep} gave it, or begins
 * @param onStep told after every pair, and between pairs as coalitions are run; sampling waits for it after a pair
 * @throws WorkbenchError 'cancelled' between two batches: the last step is what there is
 */
export async function estimateShapley(
  { session, point, seed }: Game,
  goal: ShapleyGoal,
  from: SamplingState,
  onStep: (step: ShapleyStep, isPair: boolean) => unknown,
  signal?: CancelSignal,
): Promise<ShapleyEstimate> {
  const exact = (
    by: 'closed-form' | 'enumeration',
    alpha: ArrayLike<number>,
    ends: Ends,
  ): ShapleyEstimate => ({
    by,
    alpha: Float32Array.from(alpha),
    errors: new Float32Array(alpha.length),
    seed: from.seed,
    pairs: 0,
    ...ends,
  });
  if (session.head.affine) {
    const [row] = (await session.explain('gradient', point, [seed], false)) as [ExplainerRow];
    return exact('closed-form', row.alpha, endsOf(row, seed));
  }
  const both = await endpoints(session, point, [seed]);
  const ends = endsOf(both, seed);
  const game = await ShapleyGame.open(session, point, both, signal);
  if (isEnumerable(game.channels)) {
    const nothing = exact('enumeration', new Float32Array(game.channels), ends);
    const total = 2 ** game.channels;
    const [alpha] = await game.enumerate(signal, (coalitions) =>
      onStep({ estimate: nothing, state: null, coalitions, left: total - coalitions }, false),
    );
    return exact('enumeration', alpha as Float64Array, ends);
  }
  return sample(game, goal, from, ends, onStep, signal);
}

/** v of no channel and of all. */
interface Ends {
  readonly base: number;
  readonly score: number;
}

function endsOf({ base, logits }: Pick<Endpoints, 'base' | 'logits'>, seed: Float32Array): Ends {
  return { base: scoreOf(seed, base), score: scoreOf(seed, logits) };
}

async function sample(
  game: ShapleyGame,
  goal: ShapleyGoal,
  from: SamplingState,
  ends: Ends,
  onStep: (step: ShapleyStep, isPair: boolean) => unknown,
  signal: CancelSignal | undefined,
): Promise<ShapleyEstimate> {
  let state = from;
  let estimate = estimateOf(state, ends);
  const perPair = game.coalitionsOfPair;
  const stepAt = (within: number): ShapleyStep => {
    const pairs = pairsToCome(goal, estimate);
    const coalitions = (state.pairs - from.pairs) * perPair + within;
    return { estimate, state, coalitions, left: pairs === null ? null : pairs * perPair - within };
  };
  while (!isReached(goal, estimate)) {
    const after = await game.samplePair([state], signal, (within) => onStep(stepAt(within), false));
    [state] = after as [SamplingState];
    estimate = estimateOf(state, ends);
    await onStep(stepAt(0), true);
  }
  return estimate;
}

/** What a sampling estimates, as far as it has come. */
export function estimateOf(state: SamplingState, { base, score }: Ends): ShapleyEstimate {
  const errors = standardErrors(state);
  return {
    by: 'sampling',
    alpha: Float32Array.from(state.mean),
    errors: errors && Float32Array.from(errors),
    seed: state.seed,
    pairs: state.pairs,
    base,
    score,
  };
}

function isReached({ pairs, error }: ShapleyGoal, estimate: ShapleyEstimate): boolean {
  const largest = largestError(estimate);
  return (
    (pairs !== undefined && estimate.pairs >= pairs) ||
    (error !== undefined && largest !== null && largest <= error)
  );
}

/** A standard error falls with the square root of the number of pairs. */
function pairsToCome({ pairs, error }: ShapleyGoal, estimate: ShapleyEstimate): number | null {
  const largest = largestError(estimate);
  const byCount = pairs === undefined ? null : pairs - estimate.pairs;
  const byError =
    error === undefined || largest === null
      ? null
      : Math.max(1, Math.ceil(estimate.pairs * ((largest / error) ** 2 - 1)));
  if (byCount === null) return byError;
  return byError === null ? byCount : Math.min(byCount, byError);
}

/** Where sampling begins. */
export function beginSampling({ session }: Pick<Game, 'session'>, seed: number): SamplingState {
  return newSampling(session.head.shape[0], seed);
}
