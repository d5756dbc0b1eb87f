import type { OnProgress } from './methods/method.ts';

/** So often the window hears of it; what is done sooner is never told. */
const MILLISECONDS_BETWEEN = 100;

/** How far a run has come, and how long the rest will take at its pace so far. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly millisecondsLeft: number;
}

/** Tells of a run now and then, however often it is told itself. */
export function tellProgress(tell: (progress: Progress) => void): OnProgress {
  const start = performance.now();
  let next = start + MILLISECONDS_BETWEEN;
  return (done, total) => {
    const now = performance.now();
    if (now < next) return;
    next = now + MILLISECONDS_BETWEEN;
    tell({ done, total, millisecondsLeft: ((now - start) / done) * (total - done) });
  };
}
