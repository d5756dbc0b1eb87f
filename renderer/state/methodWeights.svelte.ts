import type { MethodEstimate } from '../../shared/api.ts';
import type { Params } from '../../shared/params.ts';
import type { Explanation } from '../../shared/result.ts';
import type { ErrorData } from '../../shared/errors.ts';
import type { Client } from '../transport/connect.ts';
import type { Activity } from './activity.svelte.ts';
import { CurrentJob } from './currentJob.ts';
import { failureToShow } from './failure.ts';
import { explainBeside, subjectBy } from './subjects.ts';

/** What a method weighs the channels with, once it is computed. */
export interface Weights {
  /** Null where the method failed, or gives a map but no weights. */
  readonly alpha: Float32Array | null;
  /** Whether the weights are in logits and add up to the evidence, so that they can equal the Shapley values. */
  readonly complete: boolean;
  /** Why it failed. */
  readonly failure: ErrorData | null;
  /** The parameters that the person had set for the method. */
  readonly params: Params;
}

/** From here on a method is slow: it is computed only when the person names it. */
const FAST_MILLISECONDS = 1000;

/** Methods' weights for the photo, layer and target on show: of those that explained it, and of those asked for beside it. */
export class MethodWeights {
  /** Ids of the methods that the ground truth is compared with, in the order chosen. */
  chosen = $state.raw<readonly string[]>(['lift-cam', 'grad-cam', 'ablation-cam']);
  /** By method id. */
  known = $state.raw<ReadonlyMap<string, Weights>>(new Map());
  /** Method that is being computed. */
  running = $state<string | null>(null);
  /** Methods that were left out when the fast ones were computed. */
  slow = $state.raw<readonly MethodEstimate[]>([]);
  #explanation: Explanation | null = null;
  /** Methods asked for, computed or not. */
  readonly #asked = new Set<string>();
  readonly #client: Client;
  readonly #activity: Activity;
  readonly #paramsOf: (method: string) => Params;
  readonly #job = new CurrentJob();
  #turn = 0;

  /** @param paramsOf what the person has set for a method */
  constructor(client: Client, activity: Activity, paramsOf: (method: string) => Params) {
    this.#client = client;
    this.#activity = activity;
    this.#paramsOf = paramsOf;
  }

  /** @param same whether it is of the same photo, layer and target as the one before */
  show(explanation: Explanation | null, same: boolean): void {
    this.#explanation = explanation;
    if (!same) {
      this.#turn += 1;
      this.#job.cancel();
      this.#asked.clear();
      this.running = null;
      this.known = new Map();
      this.slow = [];
    }
    if (explanation)
      this.#note(explanation.method, weightsOf(explanation, this.#paramsOf(explanation.method)));
  }

  choose(method: string, shown: boolean): void {
    const others = this.chosen.filter((each) => each !== method);
    this.chosen = shown ? [...others, method] : others;
    if (!shown) this.#asked.delete(method);
    void this.compute();
  }

  /** Computes `methods`, or else what is chosen, where it is not known or known with other parameters, one after another. */
  async compute(methods: readonly string[] = this.chosen): Promise<void> {
    for (const method of methods) this.#asked.add(method);
    if (this.running !== null) return;
    for (;;) {
      const explanation = this.#explanation;
      const method = [...this.#asked].find((each) => !this.#isKnown(each));
      if (!explanation?.image || method === undefined) return;
      this.running = method;
      const turn = this.#turn;
      const weights = await this.#weightsOf(explanation, method);
      if (turn !== this.#turn) return;
      this.running = null;
      if (weights) this.#note(method, weights);
      else this.#asked.clear();
    }
  }

  /** Computes once more what failed. */
  async again(method: string): Promise<void> {
    this.known = new Map([...this.known].filter(([id]) => id !== method));
    await this.compute([method]);
  }

  /** Computes what is not known yet of the methods that take less than a second. */
  async computeFast(estimates: readonly MethodEstimate[]): Promise<void> {
    const unknown = estimates.filter(({ method }) => !this.#isKnown(method));
    const isFast = ({ milliseconds }: MethodEstimate) => milliseconds < FAST_MILLISECONDS;
    this.slow = unknown.filter((each) => !isFast(each));
    await this.compute(unknown.filter(isFast).map(({ method }) => method));
  }

  #isKnown(method: string): boolean {
    return this.known.get(method)?.params === this.#paramsOf(method);
  }

  #note(method: string, weights: Weights): void {
    this.known = new Map(this.known).set(method, weights);
  }

  /** Null where it was cancelled, superseded or interrupted: it is then still to be computed. */
  async #weightsOf(shown: Explanation, method: string): Promise<Weights | null> {
    const params = this.#paramsOf(method);
    const subject = subjectBy(shown, method, params);
    if (!subject) return null;
    const task = this.#activity.begin(`Weights of ${method}`, () => this.#job.cancel());
    try {
      const explanation = await explainBeside(this.#client, this.#job, subject, (progress) => {
        task.report(progress);
      });
      return explanation && weightsOf(explanation, params);
    } catch (error) {
      const failure = failureToShow(error);
      return failure && { alpha: null, complete: false, failure, params };
    } finally {
      this.#activity.end(task);
    }
  }
}

function weightsOf({ alpha, residual }: Explanation, params: Params): Weights {
  return { alpha, complete: residual !== null, failure: null, params };
}
