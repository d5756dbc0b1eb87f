import * as z from 'zod';

/** For metrics without a choice. */
export const noParams = z.strictObject({});
