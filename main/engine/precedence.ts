import { setImmediate } from 'node:timers/promises';
import type { CancelSignal } from '../../shared/job.ts';

/**
 * Who goes first on the engine's one thread: work that a person waits for, and between two steps of it nothing of the
 * long work on a folder, which asks before each of its own steps.
 */
export class Precedence {
  #urgent = 0;
  readonly #waiting = new Set<() => void>();

  /** Work that a person waits for. */
  async urgent<T>(work: () => Promise<T>): Promise<T> {
    this.#urgent += 1;
    try {
      return await work();
    } finally {
      this.#urgent -= 1;
      if (this.#urgent === 0) for (const go of this.#waiting) go();
    }
  }

  /** Settles when the messages that have come are heard and nothing urgent is under way, or when `signal` aborts. */
  async giveWay(signal: CancelSignal): Promise<void> {
    do {
      // Runs hold the thread: what was said meanwhile is heard here, and may begin urgent work.
      await setImmediate();
      if (this.#urgent > 0 && !signal.aborted) await this.#freed(signal);
    } while (this.#urgent > 0 && !signal.aborted);
  }

  #freed(signal: CancelSignal): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        this.#waiting.delete(go);
        signal.removeEventListener('abort', go);
        resolve();
      };
      this.#waiting.add(go);
      signal.addEventListener('abort', go, { once: true });
    });
  }
}
