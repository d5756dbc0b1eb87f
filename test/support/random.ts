/** A stream of numbers in [0, 1) that a seed decides (mulberry32). */
export function randomStream(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * `count` numbers spread evenly over [low, high] in random order: all distinct, none at an end or in the
 * middle, so that no operator meets a tie among them or its kink at 0.
 */
export function spread(count: number, seed: number, low = -2, high = 2): number[] {
  const next = randomStream(seed);
  const step = (high - low) / count;
  const values = Array.from({ length: count }, (_, index) => low + (index + 0.37) * step);
  for (let index = count - 1; index > 0; index -= 1) {
    const other = Math.floor(next() * (index + 1));
    [values[index], values[other]] = [values[other] as number, values[index] as number];
  }
  return values;
}
