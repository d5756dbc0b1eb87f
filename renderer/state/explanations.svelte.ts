import type { EngineJobs } from '../../shared/api.ts';
import type { ErrorData } from '../../shared/errors.ts';
import type { Params } from '../../shared/params.ts';
import type { Explanation, Prediction, TargetSelector } from '../../shared/result.ts';
import type { Client } from '../transport/connect.ts';
import type { Activity } from './activity.svelte.ts';
import { CurrentJob } from './currentJob.ts';
import { failureToShow } from './failure.ts';

export interface Subject {
  readonly model: string;
  readonly image: string;
  readonly layer: string;
  readonly method: string;
  /** The method's parameters that differ from its defaults. */
  readonly params: Params;
  readonly target: TargetSelector;
}

/** @param failed whether none is on show because the next one failed, and not because its photo or model was left */
type Changed = (current: Explanation | null, failed: boolean) => void;

/** The explanation on show. Asking for another cancels the one under way. */
export class Explanations {
  /** Class scores of the photo on show, known before its explanation. */
  prediction = $state.raw<Prediction | null>(null);
  current = $state.raw<Explanation | null>(null);
  /** What was on show of this photo and model before `error`; null where nothing was. */
  before = $state.raw<Explanation | null>(null);
  error = $state.raw<ErrorData | null>(null);
  running = $state(false);
  /** Whether nothing is on show because the person cancelled it. */
  cancelled = $state(false);
  readonly #client: Client;
  readonly #activity: Activity;
  readonly #changed: Changed;
  readonly #stayed: (shown: Subject) => void;
  /** What was asked for `current`. */
  #shown: Subject | null = null;
  /** Whether the engine may have forgotten what is on show, of which nothing can then be asked. */
  #forgotten = false;
  readonly #job = new CurrentJob();
  /** What the prediction, and what is on show, are of. */
  #of: Pick<Subject, 'model' | 'image'> | null = null;

  /**
   * @param changed told whenever another explanation, or none, comes on show
   * @param stayed told what stays on show when the person cancels the next one
   */
  constructor(client: Client, activity: Activity, changed: Changed, stayed: (shown: Subject) => void) {
    this.#client = client;
    this.#activity = activity;
    this.#changed = changed;
    this.#stayed = stayed;
  }

  /** Explains `subject` and shows the result in place of the one before. */
  async explain(subject: Subject): Promise<void> {
    this.#dropForeign(subject);
    this.error = null;
    this.cancelled = false;
    this.running = true;
    const task = this.#activity.begin('Explaining', () => this.#stop());
    try {
      const { model, image, layer, method, params, target } = subject;
      const { current } = this;
      const asked = { model, image, layer, method, params, targets: [target] };
      const result = await this.#job.run(
        (onEvent) =>
          this.#client.start('explain', { ...asked, ...(current && { beside: current.id }) }, onEvent),
        (event: EngineJobs['explain']['event']) => {
          if (event.kind === 'prediction') {
            this.prediction = event.prediction;
          } else if (event.kind === 'progress') {
            task.report(event);
          } else {
            this.prediction = event.explanation.prediction;
            this.#shown = subject;
            if (event.kind === 'explanation') this.#show(event.explanation);
            else if (current) this.#show({ ...event.explanation, activation: current.activation });
          }
        },
      );
      if (result) this.running = false;
    } catch (error) {
      this.running = false;
      this.error = failureToShow(error);
      if (this.error) this.#takeAway();
    } finally {
      this.#activity.end(task);
    }
  }

  /** Takes away what is on show and stops what is under way. */
  clear(): void {
    this.#drop();
    this.cancelled = false;
    this.#of = null;
    this.prediction = null;
    this.#show(null);
    this.error = null;
  }

  /** The engine has ended or opened the model anew: what is on show stays only until it is explained again. */
  forget(): void {
    this.#forgotten = true;
  }

  /** Ends what is under way, as the person asked. */
  #stop(): void {
    this.#drop();
    if (this.#forgotten) this.#show(null);
    if (this.current && this.#shown) this.#stayed(this.#shown);
    else this.cancelled = true;
  }

  #drop(): void {
    this.#job.cancel();
    this.running = false;
  }

  /** A heatmap of another photo or model must not stay while the new one is computed. */
  #dropForeign({ model, image }: Subject): void {
    if (this.#of?.model === model && this.#of.image === image) return;
    this.#of = { model, image };
    this.prediction = null;
    this.#show(null);
  }

  #takeAway(): void {
    this.before = this.current ?? this.before;
    this.current = null;
    this.#changed(null, true);
  }

  #show(explanation: Explanation | null): void {
    if (explanation === (this.current ?? this.before)) return;
    this.#forgotten = false;
    this.before = null;
    this.current = explanation;
    this.#changed(explanation, false);
  }
}
