import type { ActivationPoint, ActivationSession } from './activationSession.ts';
import { CoalitionRunner } from './coalitions/coalitionRunner.ts';
import type { Coalitions } from './coalitions/coalitions.ts';
import { planCoalitions } from './coalitions/plan.ts';
import { sharedMultiplications } from './coalitions/sharedWork.ts';
import { multiplications } from './multiplications.ts';
import { repeat } from './rows.ts';

/** Milliseconds of one image's pass, measured on an empty image. */
export interface Pace {
  /** Through the head. */
  readonly head: number;
  /** Through backbone and head, as one of many. */
  readonly model: number;
  /** The empty image at the layer. */
  readonly point: ActivationPoint;
}

/** Milliseconds of coalitions, measured on some of them. */
export interface CoalitionPace {
  /** What they share, once. */
  readonly shared: number;
  /** One of them. */
  readonly each: number;
}

/** A run that takes so many milliseconds tells enough. */
const ENOUGH = 30;
const MOST_IMAGES = 16;
const MOST_COALITIONS = 256;

const measured = new WeakMap<ActivationSession, Map<string, Promise<unknown>>>();

/** The pace of a session, measured once. */
export function paceOf(session: ActivationSession): Promise<Pace> {
  return once(session, 'passes', async () => {
    const point = await session.forward(session.blankImage());
    const pair = repeat(point.activation, 2);
    await session.logits(point, pair, 2);
    const head = (await milliseconds(() => session.logits(point, pair, 2))) / 2;
    const model = await millisecondsOfOne(
      (count) => session.classify(repeat(session.blankImage(), count), count),
      MOST_IMAGES,
    );
    return { head, model, point };
  });
}

/**
 * The pace of a method's coalitions, measured once for each way in which they run.
 * @param method whose coalitions differ from each other in its own way
 */
export async function coalitionPaceOf(
  session: ActivationSession,
  method: string,
  coalitions: Coalitions,
): Promise<CoalitionPace> {
  const { head } = session;
  const plan = planCoalitions(head, coalitions.count);
  return once(session, `${method}, ${plan.after.id}`, async () => {
    const pace = await paceOf(session);
    const runner = CoalitionRunner.ofNothing(session, pace.point, plan);
    const scorer = runner.scorer(new Float32Array(head.classes).fill(1, 0, 1));
    const whole = multiplications(head.model.graph, head.walk.facts.shapes);
    return {
      shared: whole === 0 ? 0 : (pace.head * sharedMultiplications(plan, head)) / whole,
      each: await millisecondsOfOne(
        (count) => runner.scores({ ...coalitions, count }, [scorer]),
        Math.min(MOST_COALITIONS, coalitions.count),
      ),
    };
  });
}

function once<T>(session: ActivationSession, what: string, measure: () => Promise<T>): Promise<T> {
  const paces = measured.get(session) ?? new Map<string, Promise<unknown>>();
  measured.set(session, paces);
  const known = paces.get(what) as Promise<T> | undefined;
  if (known) return known;
  const pace = measure();
  pace.catch(() => paces.delete(what));
  paces.set(what, pace);
  return pace;
}

/** Of one among as many as take a while together, each number of them run once before, which sets it up. */
async function millisecondsOfOne(run: (count: number) => Promise<unknown>, most: number): Promise<number> {
  for (let count = 1; ; count = Math.min(4 * count, most)) {
    await run(count);
    const time = await milliseconds(() => run(count));
    if (time >= ENOUGH || count === most) return time / count;
  }
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
