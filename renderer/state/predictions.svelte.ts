import { toErrorData, type ErrorData } from '../../shared/errors.ts';
import type { ImageFailure } from '../../shared/failures.ts';
import { failureToShow } from './failure.ts';
import type { ClassScore } from '../../shared/result.ts';
import { MOST_KNOWN_IMAGES, type EngineJobs } from '../../shared/api.ts';
import type { Client } from '../transport/connect.ts';
import type { Activity } from './activity.svelte.ts';
import { CurrentJob } from './currentJob.ts';

/** Predicted classes of the folder's photos by the open model: of those looked at, and of all once they were asked for. */
export class Predictions {
  running = $state(false);
  /** Set while the pass waits for an engine that has ended to come back. */
  waiting = $state(false);
  /** Set once the whole folder has been looked at. */
  finished = $state(false);
  /** Photos that could not be read on the way. */
  broken = $state(0);
  /** The first of them. */
  failures = $state.raw<readonly ImageFailure[]>([]);
  error = $state.raw<ErrorData | null>(null);
  readonly #client: Client;
  readonly #activity: Activity;
  readonly #job = new CurrentJob();
  /** Grows one photo at a time: what depends on it follows `#changes`, as a copy for each would be quadratic. */
  readonly #scores = new Map<string, ClassScore>();
  #changes = $state(0);
  /** How many were known when the engine last ended during a pass. */
  #knownAtEnd = -1;

  constructor(client: Client, activity: Activity) {
    this.#client = client;
    this.#activity = activity;
  }

  /** How many photos have one. */
  get count(): number {
    return this.#changes === 0 ? 0 : this.#scores.size;
  }

  of(image: string): ClassScore | undefined {
    return this.#changes === 0 ? undefined : this.#scores.get(image);
  }

  note(image: string, score: ClassScore): void {
    this.#scores.set(image, score);
    this.#changes++;
  }

  /** Another folder, or a model with other classes. */
  forget(): void {
    this.cancel();
    this.error = null;
    this.waiting = false;
    this.#knownAtEnd = -1;
    this.finished = false;
    this.broken = 0;
    this.failures = [];
    this.#scores.clear();
    this.#changes = 0;
  }

  /** Predicts every photo of a folder, those first that come first. What is known at a cancel stays. */
  async predictAll(model: string, folder: string): Promise<void> {
    await this.#predict({ model, folder });
  }

  /** Goes on with a pass that the end of the engine interrupted, once another engine has opened the model. */
  async goOn(model: string, folder: string): Promise<void> {
    if (!this.waiting) return;
    const known = [...this.#scores.keys()].slice(0, MOST_KNOWN_IMAGES);
    await this.#predict({ model, folder, known });
  }

  async #predict(input: EngineJobs['folder.predict']['input']): Promise<void> {
    this.running = true;
    this.waiting = false;
    this.error = null;
    const task = this.#activity.begin('Predicting the folder', () => this.cancel());
    try {
      const result = await this.#job.run(
        (onEvent) => this.#client.start('folder.predict', input, onEvent),
        ({ predictions, ...progress }: EngineJobs['folder.predict']['event']) => {
          for (const { image, top } of predictions) this.#scores.set(image, top);
          if (predictions.length > 0) this.#changes++;
          task.report(progress);
        },
      );
      if (!result) return;
      this.running = false;
      this.finished = true;
      this.broken = result.broken;
      this.failures = result.failures;
    } catch (error) {
      this.running = false;
      // A pass that came no further than the one before goes on only when it is told to: a photo in it may be why.
      const further = this.#scores.size > this.#knownAtEnd;
      this.waiting = failureToShow(error) === null && further;
      this.#knownAtEnd = this.#scores.size;
      if (!this.waiting) this.error = toErrorData(error);
    } finally {
      this.#activity.end(task);
    }
  }

  cancel(): void {
    this.#job.cancel();
    this.running = false;
    this.waiting = false;
  }
}
