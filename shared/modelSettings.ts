import * as z from 'zod';
import { activationSchema, layoutSchema, preprocessingSchema, sizeSchema } from './modelCard.ts';

/** What a person sets for a model; what is left out is found beside and inside the model. */
export const modelSettingsSchema = z
  .object({
    preprocessing: preprocessingSchema.omit({ source: true }),
    /** For a model that takes images of any size. */
    size: sizeSchema,
    layout: layoutSchema,
    /** Name of the output to explain. */
    output: z.string().max(1000),
    activation: activationSchema,
    /** One label per class. */
    labels: z.array(z.string().max(1000)).min(1).max(100_000),
  })
  .partial();
export type ModelSettings = z.infer<typeof modelSettingsSchema>;
