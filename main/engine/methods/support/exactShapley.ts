import type { Coalitions } from '../../coalitions/coalitions.ts';

/** All coalitions of a few channels; channel k is present in the coalition whose index has bit k set. */
export function allCoalitions(channels: number): Coalitions {
  const every = Array.from({ length: channels }, (_, k) => k);
  return { count: 2 ** channels, absent: (index) => every.filter((k) => (index & (1 << k)) === 0) };
}

/**
 * Shapley values by definition: alpha_k = sum over S without k of |S|! (C - |S| - 1)! / C! (v(S with k) - v(S)).
 * @param values v of every coalition, at its index in {@link allCoalitions}
 */
export function exactShapley(values: Float64Array, channels: number): Float64Array {
  const weights = coalitionWeights(channels);
  const alpha = new Float64Array(channels);
  for (let index = 0; index < values.length; index += 1) {
    const weight = weights[presentIn(index)] as number;
    for (let k = 0; k < channels; k += 1) {
      const bit = 1 << k;
      if ((index & bit) !== 0) continue;
      const gain = (values[index | bit] as number) - (values[index] as number);
      alpha[k] = (alpha[k] as number) + weight * gain;
    }
  }
  return alpha;
}

/** s! (C - s - 1)! / C! for s = 0 to C - 1. */
function coalitionWeights(channels: number): number[] {
  const weights = [1 / channels];
  for (let size = 1; size < channels; size += 1)
    weights.push(((weights[size - 1] as number) * size) / (channels - size));
  return weights;
}

function presentIn(index: number): number {
  let count = 0;
  for (let rest = index; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
