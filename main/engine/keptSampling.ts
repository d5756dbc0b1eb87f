import * as z from 'zod';
import type { SamplingState } from '../../shared/shapley.ts';

/** How far a sampling has come, as JSON keeps it bit by bit: Float64, of every channel. */
export const keptSamplingSchema = z.object({
  seed: z.number(),
  pairs: z.number().int().nonnegative(),
  sampling: z.object({ mean: z.array(z.number()), squares: z.array(z.number()) }),
});
export type KeptSampling = z.infer<typeof keptSamplingSchema>;

export function keepSampling({ seed, pairs, mean, squares }: SamplingState): KeptSampling {
  return { seed, pairs, sampling: { mean: Array.from(mean), squares: Array.from(squares) } };
}

/** From where sampling goes on; null where what is kept is of another number of channels. */
export function takeUpSampling(
  { seed, pairs, sampling }: KeptSampling,
  channels: number,
): SamplingState | null {
  const [mean, squares] = [sampling.mean, sampling.squares].map((each) => Float64Array.from(each));
  return mean?.length === channels && squares?.length === channels ? { seed, pairs, mean, squares } : null;
}
