import type { EngineCalls, EngineJobs, MethodEstimate } from '../../shared/api.ts';
import type { ErrorData } from '../../shared/errors.ts';
import type { Params } from '../../shared/params.ts';
import type { Explanation } from '../../shared/result.ts';
import {
  isExact,
  type SamplingEnding,
  type ShapleyEstimate,
  type ShapleyGoal,
  type ToldSampling,
} from '../../shared/shapley.ts';
import type { Client } from '../transport/connect.ts';
import { MEASURING_TIME, type Activity } from './activity.svelte.ts';
import { CurrentJob } from './currentJob.ts';
import { failureToShow } from './failure.ts';
import { LatestWins } from './latestWins.ts';
import { MethodWeights } from './methodWeights.svelte.ts';
import { isSameGame } from './subjects.ts';

type Progress = Pick<EngineJobs['shapley']['event'], 'coalitions' | 'perSecond' | 'left' | 'secondsLeft'>;

/** The Shapley values of the channels on show, and the methods' weights beside them. */
export class Truth {
  /** `stopped` by the person, `interrupted` by the end of the engine or of the connection to it. */
  state = $state<'idle' | 'running' | 'stopped' | 'interrupted' | 'failed'>('idle');
  /** What is known; null before anything is. */
  estimate = $state.raw<ShapleyEstimate | null>(null);
  progress = $state.raw<Progress | null>(null);
  /** Milliseconds that the permutations chosen take from the first on; null while that is not known. */
  expected = $state<number | null>(null);
  error = $state.raw<ErrorData | null>(null);
  ending = $state<SamplingEnding>('permutations');
  permutations = $state(200);
  targetError = $state(0.05);
  seed = $state(0);
  /** Whether a table stands in for the scatters. */
  asTable = $state(false);
  readonly weights: MethodWeights;
  readonly exact = $derived(this.estimate !== null && isExact(this.estimate));
  /** The values are worth showing: exact, or at least one pair is done. */
  readonly known = $derived(this.exact || (this.estimate?.pairs ?? 0) > 0 ? this.estimate : null);
  #explanation: Explanation | null = null;
  /** From where sampling goes on in an engine that does not know of it. */
  #sampled: ToldSampling | null = null;
  readonly #client: Client;
  readonly #activity: Activity;
  readonly #job = new CurrentJob();
  readonly #expectations: LatestWins<EngineCalls['method.estimates']['input'], MethodEstimate[]>;

  /** @param paramsOf what the person has set for a method */
  constructor(client: Client, activity: Activity, paramsOf: (method: string) => Params) {
    this.#client = client;
    this.#activity = activity;
    this.weights = new MethodWeights(client, activity, paramsOf);
    const measure = (asked: EngineCalls['method.estimates']['input']) =>
      activity.cancellable(MEASURING_TIME, (signal) => client.call('method.estimates', asked, signal));
    this.#expectations = new LatestWins(measure, {
      answered: ([estimate]) => (this.expected = estimate?.milliseconds ?? null),
      // Without an answer no time is told, which costs nothing else.
      failed: () => (this.expected = null),
    });
  }

  /** Asks how long the permutations chosen take: as long as SHAP-CAM of as many, in two pairs or more. */
  expect(): void {
    const { ending, permutations } = this;
    this.#forgetExpected();
    if (!this.#explanation || ending !== 'permutations') return;
    const { model, layer } = this.#explanation;
    const params = { permutations: 2 * Math.max(2, Math.ceil(permutations / 2)) };
    this.#expectations.push({ model, layer, methods: [{ method: 'shap-cam', params }] });
  }

  #forgetExpected(): void {
    this.#expectations.drop();
    this.expected = null;
  }

  /** All methods that explain the same target at the same layer of the same photo play one game: its values stay. */
  show(explanation: Explanation | null): void {
    const before = this.#explanation;
    this.#explanation = explanation;
    const same = before !== null && explanation !== null && isSameGame(before, explanation);
    this.weights.show(explanation, same);
    if (same) return;
    this.#job.cancel();
    this.#clear();
    if (explanation) void this.#askHeld(explanation);
  }

  /** Begins anew, or goes on from where it was stopped. */
  async start(resume: boolean): Promise<void> {
    const explanation = this.#explanation;
    if (!explanation) return;
    if (!resume) this.#clear();
    this.state = 'running';
    this.error = null;
    this.progress = null;
    const seed = resume && this.estimate ? this.estimate.seed : this.seed;
    const from = resume && this.#sampled ? { from: this.#sampled } : {};
    const input = { explanation: explanation.id, seed, goal: this.#goal(resume), resume, ...from };
    const task = this.#activity.begin('Sampling Shapley values', () => this.stop());
    try {
      const estimate = await this.#job.run(
        (onEvent) => this.#client.start('shapley', input, onEvent),
        ({ estimate, state, ...progress }: EngineJobs['shapley']['event']) => {
          this.estimate = estimate;
          this.#sampled = state;
          this.progress = progress;
          const { coalitions, left, secondsLeft } = progress;
          task.progress = left === null ? null : coalitions / (coalitions + left);
          task.left = secondsLeft === null ? null : 1000 * secondsLeft;
        },
      );
      if (!estimate) return;
      this.estimate = estimate;
      this.state = 'idle';
    } catch (error) {
      this.error = failureToShow(error);
      this.state = this.error ? 'failed' : 'interrupted';
    } finally {
      this.#activity.end(task);
    }
  }

  /** Goes on where sampling failed; asks once more for what is known where that failed. */
  async again(): Promise<void> {
    if (this.state === 'failed') return this.start(this.known !== null);
    this.error = null;
    if (this.#explanation) await this.#askHeld(this.#explanation);
  }

  /** Stops sampling and keeps what is done. */
  stop(): void {
    this.#job.cancel();
    if (this.state === 'running') this.state = 'stopped';
    if (this.#explanation) void this.#askHeld(this.#explanation);
  }

  /** Going on after the number of permutations is reached means as many again. */
  #goal(resume: boolean): ShapleyGoal {
    if (this.ending === 'error') return { error: this.targetError };
    if (this.ending === 'never') return {};
    const wanted = Math.max(1, Math.ceil(this.permutations / 2));
    const done = resume ? (this.estimate?.pairs ?? 0) : 0;
    return { pairs: done < wanted ? wanted : done + wanted };
  }

  /** What the engine has of this game, from before or from a batch that was still under way. */
  async #askHeld(explanation: Explanation): Promise<void> {
    try {
      const held = await this.#client.call('shapley.held', { explanation: explanation.id });
      if (held && this.#explanation === explanation && this.state !== 'running') this.estimate = held;
    } catch (error) {
      this.error = failureToShow(error);
    }
  }

  #clear(): void {
    this.state = 'idle';
    this.estimate = null;
    this.#sampled = null;
    this.progress = null;
    this.error = null;
    this.#forgetExpected();
  }
}
