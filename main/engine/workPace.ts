/** How far work of equal steps has come, told now and then. */
export interface WorkPace {
  /** Counts a step. Gives the milliseconds left where it is time to tell of them, null otherwise. */
  step(): number | null;
}

/** @param every milliseconds between two tellings; the first step is told at once */
export function startPace(total: number, every: number): WorkPace {
  const start = performance.now();
  let done = 0;
  let next = start;
  return {
    step() {
      done += 1;
      const now = performance.now();
      if (now < next) return null;
      next = now + every;
      return ((now - start) / done) * (total - done);
    },
  };
}
