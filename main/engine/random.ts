/** A stream of numbers, uniform in [0, 1), that a seed decides. */
export type RandomStream = () => number;

const INCREMENT = 0x6d2b79f5;

/**
 * Mulberry32 (Tommy Ettinger, public domain): 32 bits of state.
 * @param drawn how many numbers of the stream have been used already
 */
export function randomStream(seed: number, drawn = 0): RandomStream {
  let state = (seed + Math.imul(drawn, INCREMENT)) >>> 0;
  return () => {
    state = (state + INCREMENT) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The numbers 0 to count - 1 in random order (Fisher-Yates). */
export function randomOrder(count: number, random: RandomStream): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const held = order[last] as number;
    order[last] = order[other] as number;
    order[other] = held;
  }
  return order;
}

/** One draw from the standard normal distribution (Box & Muller 1958). */
export function standardNormal(random: RandomStream): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
