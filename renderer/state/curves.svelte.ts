import type { Params } from '../../shared/params.ts';
import type { Explanation } from '../../shared/result.ts';
import type { Client } from '../transport/connect.ts';
import type { Activity, Progress } from './activity.svelte.ts';
import type { CurrentJob } from './currentJob.ts';
import { Curve, type CurveKind } from './curve.svelte.ts';
import { Perturbed } from './perturbed.svelte.ts';
import { explainBeside, isSameGame, subjectBy } from './subjects.ts';

/**
 * Deletion and insertion curves of the class on show: by the method on show, by others beside it, and by a random ranking
 * as their control.
 */
export class Curves {
  withControl = $state(true);
  /** Whether tables stand in for the charts. */
  asTable = $state(false);
  /** Methods whose curves are drawn beside that of the method on show. */
  beside = $state.raw<readonly string[]>([]);
  /** The picture that is looked at, a kind of curve each. */
  readonly perturbed: Readonly<Record<CurveKind, Perturbed>>;
  #shown = $state.raw<Explanation | null>(null);
  /** Every curve of this photo, layer and target, by kind and method, on show or not. */
  readonly #made = new Map<string, Curve>();
  readonly #client: Client;
  readonly #activity: Activity;
  readonly #paramsOf: (method: string) => Params;
  #turn = 0;

  /** @param paramsOf what the person has set for a method */
  constructor(client: Client, activity: Activity, paramsOf: (method: string) => Params) {
    this.#client = client;
    this.#activity = activity;
    this.#paramsOf = paramsOf;
    this.perturbed = {
      deletion: new Perturbed(client, activity),
      insertion: new Perturbed(client, activity),
    };
  }

  /** All methods on one photo, layer and target share a picture: their curves stay as long as that does. */
  show(explanation: Explanation | null): void {
    const before = this.#shown;
    this.#shown = explanation;
    const made = [...this.#made.values()];
    if (!before || !explanation || !isSameGame(before, explanation)) {
      this.#turn += 1;
      for (const curve of made) curve.clear();
      for (const perturbed of Object.values(this.perturbed)) perturbed.clear();
      return;
    }
    for (const curve of made) {
      if (curve.method === null) curve.become(explanation.id);
      if (curve.method !== explanation.method) continue;
      if (curve.params === null || curve.params === JSON.stringify(explanation.params))
        curve.become(explanation.id);
      else curve.clear();
    }
  }

  /** The method on show first, the control last. */
  of(kind: CurveKind): readonly Curve[] {
    const methods = this.#shown ? [...new Set([this.#shown.method, ...this.beside])] : [];
    return [...methods, ...(this.withControl ? [null] : [])].map((method) => this.#curve(kind, method));
  }

  running(kind: CurveKind): boolean {
    const made = [...this.of(kind), ...this.#made.values()];
    return made.some((curve) => curve.kind === kind && curve.state === 'running');
  }

  /** Runs what is not there yet; where all of it is, all of it once more. */
  async start(kind: CurveKind): Promise<void> {
    const turn = this.#turn;
    const shown = this.of(kind);
    const missing = shown.filter(({ state }) => state !== 'done');
    const wanted = missing.length > 0 ? missing : shown;
    for (const curve of wanted) curve.clear();
    for (const curve of wanted) {
      await curve.run(this.#client, this.#activity, (job, came) =>
        this.#explanationBy(curve.method, job, came),
      );
      if (turn !== this.#turn || (curve.state !== 'done' && curve.state !== 'failed')) return;
    }
  }

  cancel(kind: CurveKind): void {
    for (const curve of this.#made.values()) if (curve.kind === kind) curve.cancel();
  }

  #curve(kind: CurveKind, method: string | null): Curve {
    const key = `${kind} ${method ?? ''}`;
    const curve = this.#made.get(key) ?? new Curve(kind, method);
    this.#made.set(key, curve);
    return curve;
  }

  /** The control ranks by chance, whatever the explanation. */
  async #explanationBy(
    method: string | null,
    job: CurrentJob,
    came: (progress: Progress) => void,
  ): Promise<Explanation | null> {
    const shown = this.#shown;
    if (!shown || method === null || method === shown.method) return shown;
    const subject = subjectBy(shown, method, this.#paramsOf(method));
    return subject && explainBeside(this.#client, job, subject, came);
  }
}
