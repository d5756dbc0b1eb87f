import type { EngineJobs } from '../../shared/api.ts';
import type { ErrorData } from '../../shared/errors.ts';
import type { Explanation } from '../../shared/result.ts';
import type { Client } from '../transport/connect.ts';
import type { Activity } from './activity.svelte.ts';
import { CurrentJob } from './currentJob.ts';
import { failureToShow } from './failure.ts';

type CurveInput = EngineJobs['curve']['input'];
export type CurveKind = CurveInput['kind'];
export type Ranking = CurveInput['ranking'];

/** Seed of the random ranking, so that the control is the same each time. */
const SEED = 0;

/** One curve, growing point by point. */
export class Curve {
  readonly kind: CurveKind;
  readonly ranking: Ranking;
  /** `cancelled` by the person, `interrupted` by the end of the engine or of the connection to it. */
  state = $state<'empty' | 'running' | 'done' | 'cancelled' | 'interrupted' | 'failed'>('empty');
  /** Probability of the class at equally spaced shares of changed pixels. */
  points = $state.raw<readonly number[]>([]);
  /** Points in the whole curve; 0 until the first have come. */
  total = $state(0);
  auc = $state<number | null>(null);
  note = $state<string | null>(null);
  error = $state.raw<ErrorData | null>(null);
  readonly #job = new CurrentJob();

  constructor(kind: CurveKind, ranking: Ranking) {
    this.kind = kind;
    this.ranking = ranking;
  }

  async run(client: Client, explanation: string, activity: Activity): Promise<void> {
    this.clear();
    this.state = 'running';
    const control = this.ranking === 'random' ? ', random control' : '';
    const task = activity.begin(`${titleOf(this.kind)} curve${control}`, () => this.cancel());
    try {
      const result = await this.#job.run(
        (onEvent) =>
          client.start('curve', { explanation, kind: this.kind, ranking: this.ranking, seed: SEED }, onEvent),
        ({ total, first, probabilities }: EngineJobs['curve']['event']) => {
          this.total = total;
          this.points = [...this.points.slice(0, first), ...probabilities];
          task.progress = this.points.length / total;
        },
      );
      if (!result) return;
      this.auc = result.auc;
      this.note = result.note;
      this.state = 'done';
    } catch (error) {
      this.error = failureToShow(error);
      this.state = this.error ? 'failed' : 'interrupted';
    } finally {
      activity.end(task);
    }
  }

  /** Stops the curve and keeps the points that have come. */
  cancel(): void {
    this.#job.cancel();
    if (this.state === 'running') this.state = 'cancelled';
  }

  clear(): void {
    this.#job.cancel();
    this.state = 'empty';
    this.points = [];
    this.total = 0;
    this.auc = null;
    this.note = null;
    this.error = null;
  }
}

export function titleOf(kind: CurveKind): string {
  return kind === 'deletion' ? 'Deletion' : 'Insertion';
}

/** Deletion and insertion curves of the explanation on show, each beside a random ranking as its control. */
export class Curves {
  readonly all: readonly Curve[] = (['deletion', 'insertion'] as const).flatMap((kind) => [
    new Curve(kind, 'map'),
    new Curve(kind, 'random'),
  ]);
  withControl = $state(true);
  #explanation: Explanation | null = null;
  readonly #client: Client;
  readonly #activity: Activity;
  #turn = 0;

  constructor(client: Client, activity: Activity) {
    this.#client = client;
    this.#activity = activity;
  }

  /** Drops the curves of another explanation; those of the same one, made anew by a restarted engine, stay. */
  show(explanation: Explanation | null): void {
    const before = this.#explanation;
    this.#explanation = explanation;
    if (before && explanation && sameSubject(before, explanation)) return;
    this.#turn++;
    for (const curve of this.all) curve.clear();
  }

  of(kind: CurveKind): readonly Curve[] {
    return this.all.filter((curve) => curve.kind === kind);
  }

  running(kind: CurveKind): boolean {
    return this.of(kind).some((curve) => curve.state === 'running');
  }

  async start(kind: CurveKind): Promise<void> {
    const explanation = this.#explanation;
    if (!explanation) return;
    const turn = this.#turn;
    for (const curve of this.of(kind)) curve.clear();
    for (const curve of this.of(kind)) {
      if (curve.ranking === 'random' && !this.withControl) continue;
      await curve.run(this.#client, explanation.id, this.#activity);
      if (curve.state !== 'done' || turn !== this.#turn) return;
    }
  }

  cancel(kind: CurveKind): void {
    for (const curve of this.of(kind)) curve.cancel();
  }
}

function sameSubject(a: Explanation, b: Explanation): boolean {
  const key = ({ model, image, layer, method, params, target }: Explanation) =>
    JSON.stringify([model, image, layer, method, params, target.class.index, target.versus?.index]);
  return key(a) === key(b);
}
