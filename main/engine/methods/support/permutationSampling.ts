import { randomOrder, randomStream } from '../../random.ts';
import type { Coalitions } from './coalitions.ts';

/** Random orders of the channels in antithetic pairs: each is followed by its reverse. */
export function antitheticOrders(channels: number, pairs: number, seed: number): Uint32Array[] {
  const random = randomStream(seed);
  return Array.from({ length: pairs }, () => randomOrder(channels, random)).flatMap((order) => [
    order,
    order.slice().reverse(),
  ]);
}

/** Of each order in turn the first channel, the first two, and so on to all but the last. */
export function prefixes(orders: readonly Uint32Array[]): Coalitions {
  const steps = (orders[0]?.length ?? 1) - 1;
  return {
    count: orders.length * steps,
    absent: (index) => (orders[Math.floor(index / steps)] as Uint32Array).subarray((index % steps) + 1),
  };
}

export interface ShapleyEstimate {
  readonly alpha: Float64Array;
  /** Standard errors of alpha, over the means of pairs. */
  readonly errors: Float64Array;
}

/**
 * Shapley values by permutation sampling (Castro et al. 2009) with antithetic pairs (Mitchell et al. 2022): the mean
 * gain of a channel when it joins those before it in an order. The gains of one order add up to v(all) - v(none).
 */
export class PermutationSampling {
  readonly #orders: readonly Uint32Array[];
  readonly #none: number;
  readonly #all: number;
  #before: number;
  #place = 0;
  #order = 0;
  #gains: Float64Array;
  /** Mean over the pairs so far, and the sum of squared differences from it (Welford). */
  readonly #mean: Float64Array;
  readonly #squares: Float64Array;

  /** @param none v of no channel @param all v of all channels */
  constructor(orders: readonly Uint32Array[], none: number, all: number) {
    const channels = orders[0]?.length ?? 0;
    this.#orders = orders;
    this.#none = none;
    this.#all = all;
    this.#before = none;
    this.#gains = new Float64Array(channels);
    this.#mean = new Float64Array(channels);
    this.#squares = new Float64Array(channels);
  }

  /** Takes v of the next of the {@link prefixes}. */
  add(value: number): void {
    this.#gain(value);
    if (this.#place === this.#mean.length - 1) this.#finishOrder();
  }

  #gain(value: number): void {
    const channel = (this.#orders[this.#order] as Uint32Array)[this.#place] as number;
    this.#gains[channel] = (this.#gains[channel] as number) + value - this.#before;
    this.#before = value;
    this.#place += 1;
  }

  #finishOrder(): void {
    this.#gain(this.#all);
    this.#order += 1;
    this.#place = 0;
    this.#before = this.#none;
    if (this.#order % 2 === 0) this.#finishPair(this.#order / 2);
  }

  #finishPair(pairs: number): void {
    for (const [channel, gains] of this.#gains.entries()) {
      const value = gains / 2;
      const mean = this.#mean[channel] as number;
      const next = mean + (value - mean) / pairs;
      this.#mean[channel] = next;
      this.#squares[channel] = (this.#squares[channel] as number) + (value - mean) * (value - next);
    }
    this.#gains = new Float64Array(this.#mean.length);
  }

  estimate(): ShapleyEstimate {
    const pairs = Math.floor(this.#order / 2);
    const errors = this.#squares.map((squares) => Math.sqrt(squares / (pairs - 1) / pairs));
    return { alpha: this.#mean.slice(), errors };
  }
}
