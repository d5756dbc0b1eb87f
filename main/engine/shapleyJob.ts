import type { EngineJobs } from '../../shared/api.ts';
import type { CancelSignal, Emit } from '../../shared/job.ts';
import { isExact, type ShapleyEstimate } from '../../shared/shapley.ts';
import type { Explained } from './explain.ts';
import { gameName } from './gameName.ts';
import { canBeOf, samplingToResume } from './samplingToResume.ts';
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
  const name = gameName(explained);
  const held = (await games.get(explained))?.state;
  const believed = told && canBeOf(told, name, explained.explanation) ? [told] : [];
  const from = resume
    ? samplingToResume([...(held ? [held] : []), ...believed], seed)
    : beginSampling(game, seed);
  let state: ShapleyStep['state'] = from;
  const start = performance.now();
  let next = start;
  let nextKeeping = start + MILLISECONDS_BETWEEN_KEEPING;
  const onStep = async (step: ShapleyStep, isPair: boolean): Promise<void> => {
    const now = performance.now();
    if (isPair) {
      state = step.state;
      games.set(explained, step);
    }
    if (isPair && now >= nextKeeping) {
      nextKeeping = now + MILLISECONDS_BETWEEN_KEEPING;
      await games.keep(explained);
    }
    if (now < next) return;
    next = now + MILLISECONDS_BETWEEN_EVENTS;
    await emit(eventOf(step, name, now - start));
  };
  const work = () => estimateShapley(game, goal, from, onStep, signal);
  try {
    const estimate = await session.using(work);
    games.set(explained, { state: isExact(estimate) ? null : state, estimate });
    return estimate;
  } finally {
    await games.keep(explained);
  }
}

function eventOf(
  { estimate, state, coalitions, left }: ShapleyStep,
  game: string,
  milliseconds: number,
): ShapleyJob['event'] {
  const perSecond = (1000 * coalitions) / Math.max(1, milliseconds);
  return {
    estimate,
    state: state && { ...state, game },
    coalitions,
    perSecond,
    left,
    secondsLeft: left === null ? null : left / perSecond,
  };
}
