import * as z from 'zod';
import { float32, float64 } from './tensor.ts';

/** When sampling ends by itself. */
export const SAMPLING_ENDINGS = ['permutations', 'error', 'never'] as const;
export type SamplingEnding = (typeof SAMPLING_ENDINGS)[number];

/** Orders of the channels that may be asked for, as pairs of one and its reverse. */
export const MOST_PAIRS = 500_000;

/** How long sampling goes on: until a number of pairs, or a standard error, whichever comes first; else until cancelled. */
export const shapleyGoalSchema = z.object({
  /** Pairs of an order and its reverse. */
  pairs: z.number().int().min(1).max(MOST_PAIRS).optional(),
  /** Standard error, in logits, that no channel is to exceed. */
  error: z.number().positive().optional(),
});
export type ShapleyGoal = z.infer<typeof shapleyGoalSchema>;

/** The Shapley values of a layer's channels in the game v(S) = F_c(A with the channels outside S set to zero). */
export const shapleyEstimateSchema = z.object({
  /** Exact in closed form (the head is affine) or by running every coalition; sampled otherwise. */
  by: z.enum(['closed-form', 'enumeration', 'sampling']),
  /** One value per channel [C]; zeros while no pair is done. */
  alpha: float32,
  /** Standard errors over the means of pairs [C]; null before there are 30 pairs; zeros where alpha is exact. */
  errors: float32.nullable(),
  /** Seed of the orders. */
  seed: z.number(),
  /** Pairs of orders that are done; 0 where alpha is exact. */
  pairs: z.number(),
  base: z.number(),
  score: z.number(),
});
export type ShapleyEstimate = z.infer<typeof shapleyEstimateSchema>;

/** All that sampling needs in order to go on as if it had never stopped. */
export const samplingStateSchema = z.object({
  seed: z.number(),
  /** Pairs of orders that are done. */
  pairs: z.number().int().nonnegative(),
  /** Mean gain of each channel over the pairs, [C]. */
  mean: float64,
  /** Sum of squared differences from it, [C] (Welford). */
  squares: float64,
});
export type SamplingState = Readonly<z.infer<typeof samplingStateSchema>>;

/** How far a sampling has come, as the window is told and may tell the next engine. */
export const toldSamplingSchema = samplingStateSchema.extend({
  /** Names the game in every engine: the model as it is set, its input, the layer and the target. */
  game: z.string(),
});
export type ToldSampling = Readonly<z.infer<typeof toldSamplingSchema>>;

/** Whether an estimate is the Shapley values themselves. */
export function isExact({ by }: Pick<ShapleyEstimate, 'by'>): boolean {
  return by !== 'sampling';
}

/** Largest standard error of a channel; null while errors are not known. */
export function largestError({ errors }: Pick<ShapleyEstimate, 'errors'>): number | null {
  return errors && errors.reduce((most, error) => Math.max(most, error), 0);
}
