import type { Params } from '../../shared/params.ts';
import type { Explanation } from '../../shared/result.ts';
import { toErrorData } from '../../shared/errors.ts';
import type { Client } from '../transport/connect.ts';
import type { Activity } from './activity.svelte.ts';
import { CurrentJob } from './currentJob.ts';
import { explainBeside, subjectBy } from './subjects.ts';

/** What a method weighs the channels with, once it is computed. */
export interface Weights {
  readonly alpha: Float32Array | null;
  /** Whether the weights are in logits and add up to the evidence, so that they can equal the Shapley values. */
  readonly complete: boolean;
  /** Why there are none. */
  readonly failure: string | null;
  /** The parameters that the person had set for the method. */
  readonly params: Params;
}

/** The weights of the methods that are compared, for the photo, layer and target on show; computed as they are chosen. */
export class MethodWeights {
  /** Ids of the methods shown, in the order chosen. */
  chosen = $state.raw<readonly string[]>(['lift-cam', 'grad-cam', 'ablation-cam']);
  /** By method id. */
  known = $state.raw<ReadonlyMap<string, Weights>>(new Map());
  /** Method that is being computed. */
  running = $state<string | null>(null);
  #explanation: Explanation | null = null;
  readonly #client: Client;
  readonly #activity: Activity;
  readonly #paramsOf: (method: string) => Params;
  readonly #job = new CurrentJob();

  /** @param paramsOf what the person has set for a method */
  constructor(client: Client, activity: Activity, paramsOf: (method: string) => Params) {
    this.#client = client;
    this.#activity = activity;
    this.#paramsOf = paramsOf;
  }

  /** @param same whether it is of the same photo, layer and target as the one before */
  show(explanation: Explanation | null, same: boolean): void {
    this.#explanation = explanation;
    if (same) return;
    this.#job.cancel();
    this.running = null;
    this.known = new Map();
  }

  choose(method: string, shown: boolean): void {
    const others = this.chosen.filter((each) => each !== method);
    this.chosen = shown ? [...others, method] : others;
    void this.compute();
  }

  /** Computes what is chosen and not known yet, or known with other parameters, one method after another. */
  async compute(): Promise<void> {
    if (this.running !== null) return;
    for (;;) {
      const explanation = this.#explanation;
      const method = this.chosen.find((each) => this.known.get(each)?.params !== this.#paramsOf(each));
      if (!explanation?.image || method === undefined) return;
      this.running = method;
      const weights = await this.#weightsOf(explanation, method);
      if (explanation !== this.#explanation && !weights) return;
      this.running = null;
      if (!weights) return;
      this.known = new Map(this.known).set(method, weights);
    }
  }

  async #weightsOf(shown: Explanation, method: string): Promise<Weights | null> {
    const params = this.#paramsOf(method);
    const subject = subjectBy(shown, method, params);
    if (!subject) return null;
    const task = this.#activity.begin(`Weights of ${method}`, () => this.#job.cancel());
    try {
      const explanation = await explainBeside(this.#client, this.#job, subject);
      return explanation && weightsOf(explanation, params);
    } catch (error) {
      return { alpha: null, complete: false, failure: toErrorData(error).message, params };
    } finally {
      this.#activity.end(task);
    }
  }
}

function weightsOf({ alpha, residual }: Explanation, params: Params): Weights {
  const failure = alpha ? null : 'This method gives a map but no weight per channel.';
  return { alpha, complete: residual !== null, failure, params };
}
