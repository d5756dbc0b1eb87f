import type { Progress } from './progress.ts';

/** Tells the progress how many coalitions were run, of all images, and how many are to come of this one. */
export class CoalitionCounter {
  done = 0;
  readonly #progress: Progress;

  constructor(progress: Progress) {
    this.#progress = progress;
  }

  goTo(done: number, left: number | null): void {
    if (left !== null) this.#progress.expect(done + left);
    this.#progress.advance(done - this.done);
    this.done = done;
  }
}
