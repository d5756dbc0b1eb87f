import type { CancelSignal } from '../../../../shared/job.ts';
import type { SamplingState } from '../../../../shared/shapley.ts';
import type { ActivationPoint, ActivationSession } from '../../activationSession.ts';
import { CoalitionRunner } from '../../coalitions/coalitionRunner.ts';
import type { Coalitions } from '../../coalitions/coalitions.ts';
import { scoreOf } from '../../targets.ts';
import type { Endpoints } from './endpoints.ts';
import { allCoalitions, exactShapley } from './exactShapley.ts';
import { gainsOfPair, orderOfPair, prefixesOfPair, withPair } from './permutationSampling.ts';

/** Up to this many channels every coalition is run. */
const MOST_ENUMERATED = 16;

/** Whether the exact values can be had by running every coalition. */
export function isEnumerable(channels: number): boolean {
  return channels <= MOST_ENUMERATED;
}

/** Told how many coalitions of an enumeration, or of a pair, have been run. */
type OnRun = (coalitions: number) => unknown;

/** The games v_c(S) of one image's channels, one for each seed: they share the runs of coalitions. */
export class ShapleyGame {
  readonly channels: number;
  readonly #runner: CoalitionRunner;
  readonly #games: readonly {
    readonly score: (row: Float32Array) => number;
    readonly none: number;
    readonly all: number;
  }[];

  private constructor(runner: CoalitionRunner, channels: number, { seeds, base, logits }: Endpoints) {
    this.#runner = runner;
    this.channels = channels;
    this.#games = seeds.map((seed) => ({
      score: runner.scorer(seed),
      none: scoreOf(seed, base),
      all: scoreOf(seed, logits),
    }));
  }

  /**
   * @param ends the games' seeds, with F(0) and F(A)
   * @throws WorkbenchError 'cancelled'
   */
  static async open(
    session: ActivationSession,
    point: ActivationPoint,
    ends: Endpoints,
    signal?: CancelSignal,
  ): Promise<ShapleyGame> {
    const [channels] = session.head.shape;
    const many = isEnumerable(channels) ? 2 ** channels : Infinity;
    return new ShapleyGame(await CoalitionRunner.open(session, point, many, signal), channels, ends);
  }

  /** Coalitions that one pair of orders runs. */
  get coalitionsOfPair(): number {
    return 2 * (this.channels - 1);
  }

  /** Exact Shapley values of every game, by definition. @throws WorkbenchError 'cancelled' between two batches */
  async enumerate(signal?: CancelSignal, onRun?: OnRun): Promise<Float64Array[]> {
    const coalitions = allCoalitions(this.channels);
    const values = await this.#values(coalitions, signal, onRun);
    return values.map((each) => exactShapley(each, this.channels));
  }

  /**
   * Samples one more pair: an order of the channels and its reverse.
   * @param states of every game, after the same number of pairs of the same seed
   * @throws WorkbenchError 'cancelled' between two batches
   */
  async samplePair(
    states: readonly SamplingState[],
    signal?: CancelSignal,
    onRun?: OnRun,
  ): Promise<SamplingState[]> {
    const { seed, pairs } = states[0] as SamplingState;
    const order = orderOfPair(this.channels, seed, pairs);
    const values = await this.#values(prefixesOfPair(order), signal, onRun);
    return this.#games.map(({ none, all }, game) =>
      withPair(states[game] as SamplingState, gainsOfPair(order, values[game] as Float64Array, none, all)),
    );
  }

  #values(coalitions: Coalitions, signal?: CancelSignal, onRun?: OnRun): Promise<Float64Array[]> {
    const scorers = this.#games.map(({ score }) => score);
    return this.#runner.scores(coalitions, scorers, signal, onRun);
  }
}
