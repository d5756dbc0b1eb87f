import type { EngineCalls, EngineJobs } from '../../shared/api.ts';
import { toErrorData, type ErrorData } from '../../shared/errors.ts';
import type { Explanation } from '../../shared/result.ts';
import type { Client } from '../transport/connect.ts';
import type { Activity, Progress } from './activity.svelte.ts';
import { CurrentJob } from './currentJob.ts';
import { failureToShow } from './failure.ts';

export type CurveKind = EngineJobs['curve']['input']['kind'];
/** What is asked of the engine for a picture, but for the point. */
export type CurveRequest = Omit<EngineCalls['curve.image']['input'], 'at'>;

/** Seed of the random ranking, so that the control is the same each time. */
const SEED = 0;

/** One curve, growing point by point. */
export class Curve {
  readonly kind: CurveKind;
  /** The method whose map ranks the pixels; null for the control, a random ranking. */
  readonly method: string | null;
  /** `cancelled` by the person, `interrupted` by the end of the engine or of the connection to it. */
  state = $state<'empty' | 'running' | 'done' | 'cancelled' | 'interrupted' | 'failed'>('empty');
  /** Probability of the class at equally spaced shares of changed pixels. */
  points = $state.raw<readonly number[]>([]);
  /** Points in the whole curve; 0 until the first have come. */
  total = $state(0);
  auc = $state<number | null>(null);
  note = $state<string | null>(null);
  /** Why it failed or was interrupted. */
  error = $state.raw<ErrorData | null>(null);
  /** What was asked, for the pictures behind the points; null before. */
  request = $state.raw<CurveRequest | null>(null);
  /** Parameters of the method, as text; null before they are known. */
  params: string | null = null;
  readonly #job = new CurrentJob();
  #turn = 0;

  constructor(kind: CurveKind, method: string | null) {
    this.kind = kind;
    this.method = method;
  }

  /** @param explain gives the explanation whose map ranks the pixels; null when `job` was cancelled */
  async run(
    client: Client,
    activity: Activity,
    explain: (job: CurrentJob, came: (progress: Progress) => void) => Promise<Explanation | null>,
  ): Promise<void> {
    this.clear();
    this.state = 'running';
    const turn = this.#turn;
    const of = this.method === null ? 'random control' : this.method;
    const task = activity.begin(`${titleOf(this.kind)} curve, ${of}`, () => this.cancel());
    try {
      const explanation = await explain(this.#job, (progress) => {
        task.report(progress);
      });
      if (!explanation || turn !== this.#turn) return;
      this.params = JSON.stringify(explanation.params);
      const ranking = this.method === null ? 'random' : 'map';
      const request = { explanation: explanation.id, kind: this.kind, ranking, seed: SEED } as const;
      this.request = request;
      const result = await this.#job.run(
        (onEvent) => client.start('curve', request, onEvent),
        ({ total, first, probabilities }: EngineJobs['curve']['event']) => {
          this.total = total;
          this.points = [...this.points.slice(0, first), ...probabilities];
          task.report({ done: this.points.length, total, millisecondsLeft: null });
        },
      );
      if (!result) return;
      this.auc = result.auc;
      this.note = result.note;
      this.state = 'done';
    } catch (error) {
      this.error = toErrorData(error);
      this.state = failureToShow(error) ? 'failed' : 'interrupted';
    } finally {
      activity.end(task);
    }
  }

  /** The same explanation has been made anew by a restarted engine. */
  become(explanation: string): void {
    if (this.request) this.request = { ...this.request, explanation };
  }

  /** Stops the curve and keeps the points that have come. */
  cancel(): void {
    this.#turn += 1;
    this.#job.cancel();
    if (this.state === 'running') this.state = 'cancelled';
  }

  clear(): void {
    this.cancel();
    this.state = 'empty';
    this.points = [];
    this.total = 0;
    this.auc = null;
    this.note = null;
    this.error = null;
    this.request = null;
    this.params = null;
  }
}

export function titleOf(kind: CurveKind): string {
  return kind === 'deletion' ? 'Deletion' : 'Insertion';
}
