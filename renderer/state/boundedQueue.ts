interface Waiting {
  readonly key: string;
  readonly run: () => Promise<void>;
}

/**
 * Runs at most `limit` tasks at a time, the newest first, since what scrolled into view last is what the person
 * looks at. A task that has not begun can be withdrawn by its key.
 */
export class BoundedQueue {
  readonly #limit: number;
  #running = 0;
  #waiting: Waiting[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  push(key: string, run: () => Promise<void>): void {
    this.withdraw(key);
    this.#waiting.push({ key, run });
    this.#pump();
  }

  withdraw(key: string): void {
    this.#waiting = this.#waiting.filter((task) => task.key !== key);
  }

  #pump(): void {
    while (this.#running < this.#limit) {
      const task = this.#waiting.pop();
      if (!task) return;
      this.#running++;
      void task.run().finally(() => {
        this.#running--;
        this.#pump();
      });
    }
  }
}
