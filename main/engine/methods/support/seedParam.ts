import * as z from 'zod';

/** The parameter of every method that chance has a part in: the same seed gives the same result. */
export const seedParam = z
  .int()
  .min(0)
  .max(2 ** 32 - 1)
  .default(0)
  .meta({ title: 'Seed', description: 'Decides the random numbers: the same seed gives the same result.' });
