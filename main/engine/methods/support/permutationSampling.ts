import type { SamplingState } from '../../../../shared/shapley.ts';
import type { Coalitions } from '../../coalitions/coalitions.ts';
import { randomOrder, randomStream } from '../../random.ts';

/** Pairs from which on standard errors say something. */
export const FEWEST_PAIRS_WITH_ERRORS = 30;

export function newSampling(channels: number, seed: number): SamplingState {
  return { seed, pairs: 0, mean: new Float64Array(channels), squares: new Float64Array(channels) };
}

/** A random order of the channels, the same for a seed whichever orders were drawn before it. */
export function orderOfPair(channels: number, seed: number, pair: number): Uint32Array {
  return randomOrder(channels, randomStream(seed, pair * (channels - 1)));
}

/** Of an order, and then of its reverse, the first channel, the first two, and so on to all but the last. */
export function prefixesOfPair(order: Uint32Array): Coalitions {
  const steps = order.length - 1;
  const orders = [order, order.slice().reverse()];
  return {
    count: 2 * steps,
    absent: (index) => (orders[Math.floor(index / steps)] as Uint32Array).subarray((index % steps) + 1),
  };
}

/**
 * Mean gain of each channel when it joins those before it in an order, and in the reverse. The gains of either add up to
 * v(all) - v(none).
 * @param values v of the {@link prefixesOfPair} @param none v of no channel @param all v of all channels
 */
export function gainsOfPair(
  order: Uint32Array,
  values: Float64Array,
  none: number,
  all: number,
): Float64Array {
  const gains = new Float64Array(order.length);
  const last = order.length - 1;
  for (const [first, orderOf] of [
    [0, (place: number) => order[place] as number],
    [last, (place: number) => order[last - place] as number],
  ] as const) {
    let before = none;
    for (let place = 0; place <= last; place += 1) {
      const value = place === last ? all : (values[first + place] as number);
      const channel = orderOf(place);
      gains[channel] = (gains[channel] as number) + (value - before) / 2;
      before = value;
    }
  }
  return gains;
}

/** The state after one more pair. */
export function withPair(state: SamplingState, gains: Float64Array): SamplingState {
  const pairs = state.pairs + 1;
  const mean = state.mean.map((each, k) => each + ((gains[k] as number) - each) / pairs);
  const squares = state.squares.map(
    (each, k) =>
      each +
      ((gains[k] as number) - (state.mean[k] as number)) * ((gains[k] as number) - (mean[k] as number)),
  );
  return { seed: state.seed, pairs, mean, squares };
}

/** Standard errors of the means, over the pairs; null before there are enough of them. */
export function standardErrors({ pairs, squares }: SamplingState): Float64Array | null {
  if (pairs < FEWEST_PAIRS_WITH_ERRORS) return null;
  return squares.map((each) => Math.sqrt(each / (pairs - 1) / pairs));
}
