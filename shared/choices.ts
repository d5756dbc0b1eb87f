import * as z from 'zod';
import { COLORMAPS, figureSpecSchema, MAGNITUDE_COLORMAPS } from './figure/figureSpec.ts';
import { MOST_PAIRS, SAMPLING_ENDINGS } from './shapley.ts';
import { CHANNEL_STATISTICS } from './topImages.ts';

export const THEMES = ['system', 'light', 'dark'] as const;

/** A choice that is left out where it is outdated or not understood, and then is as at a first start. */
function choice<T extends z.ZodType>(schema: T) {
  return schema.optional().catch(undefined);
}

/** So many classes or photos are kept of each model or folder, and of so many models or folders. */
const MOST_PICKED = 64;
const MOST_KEPT = 64;

/** What is chosen of several models or folders, the latest last: the first ones of each, and nothing of one that is not understood. */
function byId<T extends z.ZodType>(each: T) {
  const picked = z
    .array(each)
    .readonly()
    .transform((all): readonly z.output<T>[] => all.slice(0, MOST_PICKED));
  return z.record(z.string(), picked.nullable().catch(null)).transform((all) =>
    Object.fromEntries(
      Object.entries(all)
        .flatMap(([id, picks]) => (picks === null ? [] : [[id, picks] as const]))
        .slice(-MOST_KEPT),
    ),
  );
}

const ids = z.array(z.string()).max(256).readonly();
const { panels, bars } = figureSpecSchema.shape;

/** How the person has set the window and its panels, whatever folder, photo and model are on show. */
export const choicesSchema = z.object({
  theme: choice(z.enum(THEMES)),
  /** Percentages that the panes of a group take, by the name of the group. */
  panes: choice(z.record(z.string(), z.array(z.number().min(0).max(100)).max(8).readonly())),
  dismissedHints: choice(ids),
  /** Whether keys act without Ctrl. */
  singleKeys: choice(z.boolean()),
  magnitudeColormap: choice(z.enum(MAGNITUDE_COLORMAPS)),
  signedColormap: choice(z.enum(COLORMAPS)),
  opacity: choice(z.number().min(0).max(1)),
  split: choice(z.number().min(0).max(1).nullable()),
  modelView: choice(z.boolean()),
  photoOrder: choice(z.enum(['name', 'class', 'surest', 'least-sure'])),
  channelView: choice(z.enum(['bars', 'waterfall', 'table'])),
  channelOrder: choice(bars.shape.order),
  /** How many are drawn; null for all. */
  channelCount: choice(z.number().int().min(1).nullable()),
  onPhoto: choice(z.enum(['map', 'activation', 'contribution'])),
  curveMethods: choice(ids),
  curveControl: choice(z.boolean()),
  curvesAsTable: choice(z.boolean()),
  compareMethods: choice(ids),
  compareMetrics: choice(ids),
  compareAcross: choice(z.enum(['classes', 'images'])),
  compareCount: choice(z.number().int().min(1).max(64)),
  compareOneRange: choice(z.boolean()),
  /** Classes chosen by hand, by the model's id, and photos, by the folder's. */
  compareClasses: choice(byId(z.number().int().nonnegative())),
  comparePhotos: choice(byId(z.string())),
  truthMethods: choice(ids),
  truthEnding: choice(z.enum(SAMPLING_ENDINGS)),
  truthPermutations: choice(
    z
      .number()
      .int()
      .min(2)
      .max(2 * MOST_PAIRS),
  ),
  truthError: choice(z.number().positive()),
  truthSeed: choice(
    z
      .number()
      .int()
      .min(0)
      .max(2 ** 32 - 1),
  ),
  truthAsTable: choice(z.boolean()),
  bestImagesBy: choice(z.enum(CHANNEL_STATISTICS)),
  figurePanels: choice(panels),
  figureMillimetres: choice(z.number().min(20).max(1000)),
  figureDpi: choice(z.number().min(50).max(1200)),
});
export type Choices = z.infer<typeof choicesSchema>;
