import * as z from 'zod';

/** Of many images or entries that are passed over so many are named with the reason; the others are counted. */
export const MOST_FAILURES = 20;

/** An image, by its id, that could not be read. */
export const imageFailureSchema = z.object({ image: z.string(), reason: z.string() });
export type ImageFailure = z.infer<typeof imageFailureSchema>;

/** An entry of a folder, by its path there, that is left out of its list. */
export const skippedEntrySchema = z.object({ path: z.string(), reason: z.string() });
export type SkippedEntry = z.infer<typeof skippedEntrySchema>;
