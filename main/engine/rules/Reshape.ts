import { reshaping } from './support/reshaping.ts';

/** The same numbers in another shape; Flatten becomes one when the batch is lifted. */
export const Reshape = reshaping('Reshape', 14);
