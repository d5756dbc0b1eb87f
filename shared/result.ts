import * as z from 'zod';
import { paramsSchema } from './params.ts';
import { float32 } from './tensor.ts';

/** A class as the person names it: a rank of the prediction (1 is the top class), or an index. */
export const classSelectorSchema = z.union([
  z.object({ rank: z.number().int().min(1) }),
  z.object({ index: z.number().int().min(0) }),
]);
export type ClassSelector = z.infer<typeof classSelectorSchema>;

/** What is explained: the logit of `class`, minus the logit of `versus` where there is one. */
export const targetSelectorSchema = z.object({
  class: classSelectorSchema,
  versus: classSelectorSchema.optional(),
});
export type TargetSelector = z.infer<typeof targetSelectorSchema>;

export const classScoreSchema = z.object({
  index: z.number().int(),
  label: z.string(),
  logit: z.number(),
  probability: z.number(),
});
export type ClassScore = z.infer<typeof classScoreSchema>;

export const targetSchema = z.object({ class: classScoreSchema, versus: classScoreSchema.nullable() });
export type Target = z.infer<typeof targetSchema>;

export const predictionSchema = z.object({
  /** F(A), one number per class, before softmax. */
  logits: float32,
  /** The most probable classes, best first (five, or all where there are fewer). */
  top: z.array(classScoreSchema),
});
export type Prediction = z.infer<typeof predictionSchema>;

/** Where the model's input lies on the upright photo (after EXIF orientation), in photo pixels. */
export const placementSchema = z.object({
  photo: z.object({ width: z.number(), height: z.number() }),
  seen: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
});
export type Placement = z.infer<typeof placementSchema>;

/** A saliency map at the layer's resolution, row-major [height, width]. */
export const saliencyMapSchema = z.object({
  height: z.number().int().positive(),
  width: z.number().int().positive(),
  /** sum_k alpha_k A_k, before ReLU. */
  signed: float32,
  /** ReLU of `signed`. */
  relu: float32,
});
export type SaliencyMap = z.infer<typeof saliencyMapSchema>;

/** One explanation of one target on one image at one layer. */
export const explanationSchema = z.object({
  /** The engine's handle, for coalitions, curves and figures of this explanation. */
  id: z.string(),
  model: z.string(),
  /** Image id; null for a tensor that came without a photo. */
  image: z.string().nullable(),
  layer: z.string(),
  /** [C, H, W]. */
  layerShape: z.tuple([z.number(), z.number(), z.number()]),
  method: z.string(),
  /** The method's parameters, defaults included. */
  params: paramsSchema,
  target: targetSchema,
  prediction: predictionSchema,
  /** One weight per channel [C]; null for methods that give a map only. */
  alpha: float32.nullable(),
  map: saliencyMapSchema,
  /** A, row-major [C, H, W]. */
  activation: float32,
  /** F_c(0), the base value of the game. */
  base: z.number(),
  /** F_c(A). */
  score: z.number(),
  /** sum_k alpha_k - (F_c(A) - F_c(0)); null where the method claims no completeness. */
  residual: z.number().nullable(),
  /** Whether the residual keeps the law |r| <= 1e-3 |score - base| + 1e-5 sum|contributions|; null with `residual`. */
  accurate: z.boolean().nullable(),
  /** sum|contributions| / |score - base|; above 100 the weights are small differences of large terms. */
  cancellation: z.number().nullable(),
  /** True only where alpha provably is the Shapley value. */
  exact: z.boolean(),
  placement: placementSchema.nullable(),
  /** How the numbers came about, where there is more than one way: a closed form, a number of samples. */
  note: z.string().nullable(),
  provider: z.string(),
  /** What each step took; 0 where its result was held from before. `explain` counts the forward run too. */
  milliseconds: z.object({ decode: z.number(), forward: z.number(), explain: z.number() }),
  warnings: z.array(z.string()),
});
export type Explanation = z.infer<typeof explanationSchema>;

/** The value of a coalition: the head run with the channels outside it set to zero. */
export const coalitionValueSchema = z.object({
  /** v(S): the target's logit (or difference of logits). */
  score: z.number(),
  /** Softmax probability of the target class. */
  probability: z.number(),
});
export type CoalitionValue = z.infer<typeof coalitionValueSchema>;

/** What each place of one channel contributes to the explained logit, by DeepLIFT's Rescale rule. */
export const channelContributionSchema = z.object({
  height: z.number().int().positive(),
  width: z.number().int().positive(),
  /** m_k A_k, row-major [height, width]. */
  values: float32,
  /** sum_ij m_kij A_kij, LIFT-CAM's weight of the channel. */
  sum: z.number(),
  /** Whether the sum provably is the channel's Shapley value: the head is affine. */
  exact: z.boolean(),
});
export type ChannelContribution = z.infer<typeof channelContributionSchema>;
