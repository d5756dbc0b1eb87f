import type { EngineJobs } from '../../shared/api.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import type { CancelSignal, Emit } from '../../shared/job.ts';
import type { SamplingState, ShapleyEstimate } from '../../shared/shapley.ts';
import type { Explained } from './explain.ts';
import { beginSampling, estimateShapley, type Game, type ShapleyStep } from './shapley.ts';
import type { ShapleyGames } from './shapleyGames.ts';

type ShapleyJob = EngineJobs['shapley'];

/** So often the window hears of it. */
const MILLISECONDS_BETWEEN_EVENTS = 100;
/** So often it is kept for an engine after this one. */
const MILLISECONDS_BETWEEN_KEEPING = 10_000;

/** Estimates the Shapley values of an explanation's game; what is done is held, so that it can be asked for and go on. */
export async function runShapley(
  explained: Explained,
  { seed, goal, resume, from: told }: ShapleyJob['input'],
  games: ShapleyGames,
  emit: Emit<ShapleyJob['event']>,
  signal: CancelSignal,
): Promise<ShapleyEstimate> {
  const session = explained.model.layer(explained.explanation.layer);
  const game: Game = { session, point: explained.point, seed: explained.seed };
  const from = resume
    ? stateToResume(further((await games.get(explained))?.state, told), seed, session.head.shape[0])
    : beginSampling(game, seed);
  const start = performance.now();
  let next = start;
  let nextKeeping = start + MILLISECONDS_BETWEEN_KEEPING;
  const onStep = async (step: ShapleyStep, isPair: boolean): Promise<void> => {
    const now = performance.now();
    if (isPair) games.set(explained, step);
    if (isPair && now >= nextKeeping) {
      nextKeeping = now + MILLISECONDS_BETWEEN_KEEPING;
      await games.keep(explained);
    }
    if (now < next) return;
    next = now + MILLISECONDS_BETWEEN_EVENTS;
    await emit(eventOf(step, now - start));
  };
  const work = () => estimateShapley(game, goal, from, onStep, signal);
  try {
    const estimate = await session.using(work);
    games.set(explained, { state: (await games.get(explained))?.state ?? null, estimate });
    return estimate;
  } finally {
    await games.keep(explained);
  }
}

/** The window may have heard of more than was kept before an engine ended. */
function further(
  held: SamplingState | null | undefined,
  told: SamplingState | undefined,
): SamplingState | undefined {
  if (!held) return told;
  return told?.seed === held.seed && told.pairs > held.pairs ? told : held;
}

function eventOf(
  { estimate, state, coalitions, left }: ShapleyStep,
  milliseconds: number,
): ShapleyJob['event'] {
  const perSecond = (1000 * coalitions) / Math.max(1, milliseconds);
  return {
    estimate,
    state,
    coalitions,
    perSecond,
    left,
    secondsLeft: left === null ? null : left / perSecond,
  };
}

/** @throws WorkbenchError 'input-invalid' */
function stateToResume(state: SamplingState | undefined, seed: number, channels: number): SamplingState {
  if (state?.mean.length !== channels || state.squares.length !== channels)
    throw new WorkbenchError('input-invalid', 'No sampling is held that could go on. Start it anew.');
  if (state.seed === seed) return state;
  throw new WorkbenchError(
    'input-invalid',
    `The sampling that is held has seed ${String(state.seed)} and cannot go on with ${String(seed)}. Start it anew.`,
  );
}
