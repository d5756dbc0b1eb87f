import * as z from 'zod';
import { paramsSchema } from './params.ts';
import { explanationSchema, predictionSchema, targetSelectorSchema } from './result.ts';

/** What is explained, by which method. */
export const explainRequestSchema = z.object({
  model: z.string(),
  image: z.string(),
  layer: z.string().optional(),
  targets: z.array(targetSelectorSchema).min(1).max(64),
  method: z.string(),
  /** The method's parameters that differ from their defaults. */
  params: paramsSchema.optional(),
  /** An explanation that the asker has: one that comes of the same activation comes without it. */
  beside: z.string().optional(),
});

/** What is told while images are explained. */
export const explainEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('prediction'), prediction: predictionSchema }),
  /** Passes or coalitions run so far, of how many, and the milliseconds that the rest will take. */
  z.object({
    kind: z.literal('progress'),
    done: z.number(),
    total: z.number(),
    millisecondsLeft: z.number(),
  }),
  z.object({ kind: z.literal('explanation'), explanation: explanationSchema }),
  /** Of the activation of the explanation that the asker has. */
  z.object({ kind: z.literal('beside'), explanation: explanationSchema.omit({ activation: true }) }),
]);
