/** What a {@link LatestWins} does with an answer; neither is called for a question that a newer one has replaced. */
export interface Receiver<Answer> {
  answered(answer: Answer): void;
  failed(error: unknown): void;
}

/**
 * Asks at most one question at a time. Of those that come meanwhile only the newest is asked next, and only the
 * answer to the newest is handed on: fast clicking never builds a queue and never shows an older state.
 */
export class LatestWins<Question, Answer> {
  readonly #ask: (question: Question) => Promise<Answer>;
  readonly #receiver: Receiver<Answer>;
  #busy = false;
  #next: { question: Question } | null = null;
  #turn = 0;

  constructor(ask: (question: Question) => Promise<Answer>, receiver: Receiver<Answer>) {
    this.#ask = ask;
    this.#receiver = receiver;
  }

  push(question: Question): void {
    this.#turn++;
    if (this.#busy) this.#next = { question };
    else void this.#run(question);
  }

  /** Forgets the waiting question and the answer under way. */
  drop(): void {
    this.#turn++;
    this.#next = null;
  }

  async #run(question: Question): Promise<void> {
    const turn = this.#turn;
    this.#busy = true;
    try {
      const answer = await this.#ask(question);
      if (turn === this.#turn) this.#receiver.answered(answer);
    } catch (error) {
      if (turn === this.#turn) this.#receiver.failed(error);
    }
    this.#busy = false;
    const next = this.#next;
    this.#next = null;
    if (next) void this.#run(next.question);
  }
}
