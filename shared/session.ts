import * as z from 'zod';
import { choicesSchema } from './choices.ts';
import { overlayViewSchema } from './figure/figureSpec.ts';
import { paramsSchema } from './params.ts';
import { targetSelectorSchema } from './result.ts';

/** What the person was looking at, so that the next start shows it again. */
export const sessionSchema = z.object({
  /** The open folder; name and path are for telling that it has gone. */
  folder: z.object({ id: z.string(), name: z.string(), path: z.string() }).nullable(),
  /** Image id. */
  image: z.string().nullable(),
  model: z
    .object({
      ref: z.string(),
      name: z.string(),
      path: z.string(),
      /** Handle of what was in the file: layers and classes of another model mean something else. */
      id: z.string(),
    })
    .nullable(),
  layer: z.string().nullable(),
  method: z.string(),
  /** Parameters that differ from the defaults, by method. */
  params: z.record(z.string(), paramsSchema).default({}),
  target: targetSelectorSchema,
  /** Whether the chosen class stays when another photo is opened. */
  pinned: z.boolean(),
  /** Channels that are switched off at this image and layer. */
  absent: z.array(z.number().int().nonnegative()).max(65536),
  /** The channel whose numbers are shown, at this image and layer; null where none was chosen. */
  selected: z.number().int().nonnegative().nullable().default(null).catch(null),
  /** Channels of this layer that are kept in view, to be compared over photos. */
  pinnedChannels: z.array(z.number().int().nonnegative()).max(64).default([]),
  tab: z.string(),
  view: overlayViewSchema.pick({ signed: true, interpolation: true, style: true }),
  choices: choicesSchema.default({}).catch({}),
});
export type Session = z.infer<typeof sessionSchema>;
