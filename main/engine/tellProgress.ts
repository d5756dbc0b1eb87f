import type { OnProgress } from './methods/method.ts';

/** So often the window hears of it; what is done sooner is never told. */
const MILLISECONDS_BETWEEN = 100;

/** How far a run has come, and how long the rest will take at its pace so far. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly millisecondsLeft: number;
}

/**
 * Tells of a run now and then, however often it is told itself. The pace is that since the first time, before which
 * much is compiled that is not run again.
 */
export function tellProgress(tell: (progress: Progress) => void): OnProgress {
  let first: { readonly at: number; readonly done: number } | undefined;
  let next = performance.now() + MILLISECONDS_BETWEEN;
  return (done, total) => {
    const now = performance.now();
    first ??= { at: now, done };
    if (now < next || done === first.done) return;
    next = now + MILLISECONDS_BETWEEN;
    tell({ done, total, millisecondsLeft: ((now - first.at) / (done - first.done)) * (total - done) });
  };
}
