import * as z from 'zod';
import { imageFailureSchema } from './failures.ts';

/** Images kept of each channel. */
export const TOP_IMAGES = 12;

/** By what of a channel's activation [H, W] images are ranked. */
export const CHANNEL_STATISTICS = ['maximum', 'mean'] as const;
export type ChannelStatistic = (typeof CHANNEL_STATISTICS)[number];

/** What is searched: the images of a folder, at a layer of the open model. */
export const topImagesSubjectSchema = z.object({ model: z.string(), layer: z.string(), folder: z.string() });
export type TopImagesSubject = z.infer<typeof topImagesSubjectSchema>;

/** `resume` goes on where a search was stopped; otherwise it begins anew. */
export const topImagesSearchSchema = topImagesSubjectSchema.extend({ resume: z.boolean() });

export const topImagesQuestionSchema = topImagesSubjectSchema.extend({
  channel: z.number().int().nonnegative(),
  by: z.enum(CHANNEL_STATISTICS),
});

/** How far a search has come. */
export const topImagesProgressSchema = z.object({
  /** Images looked at, those among them that could not be read. */
  done: z.number(),
  /** Images of the folder; null until it is listed. */
  total: z.number().nullable(),
  failed: z.number(),
  /** The first of the failures. */
  failures: z.array(imageFailureSchema),
});
export type TopImagesProgress = z.infer<typeof topImagesProgressSchema>;

export const topImagesEventSchema = topImagesProgressSchema.extend({
  /** Null while it cannot be told. */
  millisecondsLeft: z.number().nullable(),
});

export const rankedImageSchema = z.object({ image: z.string(), value: z.number() });
export type RankedImage = z.infer<typeof rankedImageSchema>;

/** What a search knows of one channel: its images, best first. */
export const topImagesSchema = z.object({
  progress: topImagesProgressSchema,
  images: z.array(rankedImageSchema),
});
export type ChannelTopImages = z.infer<typeof topImagesSchema>;
