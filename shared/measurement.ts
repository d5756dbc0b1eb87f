import * as z from 'zod';

/** How a number was measured: all that another person needs to measure it again. */
export const protocolSchema = z.record(
  z.string(),
  z.union([z.number(), z.string(), z.boolean(), z.array(z.number())]),
);
export type Protocol = z.infer<typeof protocolSchema>;

/** What a metric says of one map. */
export const measurementSchema = z.object({
  /** Null where the metric is not defined: no box of the class, a constant map; `note` says why. */
  value: z.number().nullable(),
  /** Numbers that `value` was made of; null in the place of one that is not defined. */
  parts: z.record(z.string(), z.union([z.number().nullable(), z.array(z.number().nullable())])),
  protocol: protocolSchema,
  /** What a person should know before trusting the number; null where there is nothing. */
  note: z.string().nullable(),
});
export type Measurement = z.infer<typeof measurementSchema>;
