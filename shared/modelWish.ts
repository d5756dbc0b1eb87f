import * as z from 'zod';
import { sizeSchema } from './modelCard.ts';

/** What a command line says of a model, before all that is found beside it. It names files, so it never comes from a window. */
export const modelWishSchema = z
  .object({
    /** Name of the output to explain. */
    output: z.string(),
    size: sizeSchema,
    /** File that says how photos are prepared. */
    preprocessing: z.string(),
    /** Name of torchvision's weights whose preprocessing is meant. */
    preset: z.string(),
    /** File with the names of the classes. */
    labels: z.string(),
  })
  .partial();
export type ModelWish = z.infer<typeof modelWishSchema>;
