import { untrack } from 'svelte';

export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Null where that is not known. */
  readonly millisecondsLeft: number | null;
}

/** One piece of work that the person can watch, and stop where `cancel` is given. */
export class Task {
  readonly id: number;
  readonly label: string;
  readonly cancel: (() => void) | null;
  /** Share done in [0, 1]; null where it is not known. */
  progress = $state<number | null>(null);
  /** Milliseconds to go; null where that is not known. */
  left = $state<number | null>(null);

  constructor(id: number, label: string, cancel: (() => void) | null) {
    this.id = id;
    this.label = label;
    this.cancel = cancel;
  }

  /** How far it has come. */
  report({ done, total, millisecondsLeft }: Progress): void {
    this.progress = total === 0 ? null : done / total;
    this.left = millisecondsLeft;
  }
}

/** What the methods' times are estimated from: real runs of the model. */
export const MEASURING_TIME = 'Measuring how long methods take';

/** Work that is done sooner is not shown: it would only flicker. */
const SHOWN_AFTER_MILLISECONDS = 100;

/** Everything that runs now, oldest first. */
export class Activity {
  tasks = $state.raw<readonly Task[]>([]);
  /** Those that have run long enough to be shown. */
  shown = $state.raw<readonly Task[]>([]);
  #last = 0;

  begin(label: string, cancel: (() => void) | null = null): Task {
    const task = new Task(++this.#last, label, cancel);
    // An effect that begins work does not depend on what else runs: it would begin it again for ever.
    this.tasks = [...untrack(() => this.tasks), task];
    setTimeout(() => {
      if (this.tasks.includes(task)) this.shown = [...this.shown, task];
    }, SHOWN_AFTER_MILLISECONDS);
    return task;
  }

  end(task: Task): void {
    this.tasks = this.tasks.filter((other) => other !== task);
    if (this.shown.includes(task)) this.shown = this.shown.filter((other) => other !== task);
  }

  /** Shows `work` for as long as it runs. */
  async during<T>(
    label: string,
    work: (task: Task) => Promise<T>,
    cancel: (() => void) | null = null,
  ): Promise<T> {
    const task = this.begin(label, cancel);
    try {
      return await work(task);
    } finally {
      this.end(task);
    }
  }

  /** The same for work that ends when its signal aborts, which the person's cancel does. */
  async cancellable<T>(label: string, work: (signal: AbortSignal, task: Task) => Promise<T>): Promise<T> {
    const stop = new AbortController();
    return this.during(
      label,
      (task) => work(stop.signal, task),
      () => stop.abort(),
    );
  }
}
