/** A job under way, as the transport hands it out. */
export interface JobHandle<Result> {
  readonly result: Promise<Result>;
  cancel(): void;
}

/**
 * The one job of its kind: starting another cancels it, and whatever it still says is dropped, so that a late
 * event of an old choice can never be drawn over a new one.
 */
export class CurrentJob {
  #turn = 0;
  #cancel: (() => void) | null = null;

  /** Resolves to the job's result, or to null when it was superseded or cancelled; rejects with its own error. */
  async run<Event, Result>(
    start: (onEvent: (event: Event) => void) => JobHandle<Result>,
    onEvent: (event: Event) => void,
  ): Promise<Result | null> {
    this.cancel();
    const turn = this.#turn;
    const handle = start((event) => {
      if (turn === this.#turn) onEvent(event);
    });
    this.#cancel = () => handle.cancel();
    try {
      const result = await handle.result;
      return turn === this.#turn ? result : null;
    } catch (error) {
      if (turn !== this.#turn) return null;
      throw error;
    } finally {
      if (turn === this.#turn) this.#cancel = null;
    }
  }

  cancel(): void {
    this.#turn++;
    const cancel = this.#cancel;
    this.#cancel = null;
    cancel?.();
  }
}
