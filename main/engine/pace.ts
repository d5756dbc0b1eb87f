import type { ActivationSession } from './activationSession.ts';
import { repeat } from './rows.ts';

/** Milliseconds of one image's pass, measured. */
export interface Pace {
  /** Through the head, as one coalition among others of a batch. */
  readonly head: number;
  /** Through backbone and head. */
  readonly model: number;
}

/** Coalitions run together to measure: enough to see what a batch gains, few enough not to be waited for. */
const ROWS = 8;

const measured = new WeakMap<ActivationSession, Promise<Pace>>();

/** The pace of a session, measured once on an empty image. */
export function paceOf(session: ActivationSession): Promise<Pace> {
  let pace = measured.get(session);
  if (!pace) {
    pace = measure(session);
    pace.catch(() => measured.delete(session));
    measured.set(session, pace);
  }
  return pace;
}

async function measure(session: ActivationSession): Promise<Pace> {
  const point = await session.forward(session.blankImage());
  const coalitions = repeat(point.activation, ROWS);
  // The first run of a session sets it up.
  await session.logits(point, coalitions, ROWS);
  const head = (await milliseconds(() => session.logits(point, coalitions, ROWS))) / ROWS;
  const backbone = await milliseconds(() => session.forward(session.blankImage()));
  return { head, model: backbone + head };
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
