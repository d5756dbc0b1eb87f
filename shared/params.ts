import * as z from 'zod';

/** Parameters by name, as they are sent, saved and shown. */
export const paramsSchema = z.record(z.string(), z.union([z.number(), z.string(), z.boolean()]));
export type Params = z.infer<typeof paramsSchema>;

const named = {
  /** In a word or two, for the form. */
  title: z.string(),
  /** One sentence: what it does, in which unit. */
  description: z.string(),
};

const choiceParam = z.object({
  ...named,
  type: z.literal('string'),
  enum: z.array(z.string()),
  default: z.string(),
});

const switchParam = z.object({ ...named, type: z.literal('boolean'), default: z.boolean() });

const numberParam = z.object({
  ...named,
  type: z.enum(['integer', 'number']),
  default: z.number(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
  multipleOf: z.number().optional(),
});

export const paramSchema = z.discriminatedUnion('type', [choiceParam, switchParam, numberParam]);
/** One parameter, as JSON Schema: from it come the form, the command line's checks and the help. */
export type Param = z.infer<typeof paramSchema>;

/** The part of JSON Schema in which parameters are told. */
export const paramsFormSchema = z.object({
  type: z.literal('object'),
  properties: z.record(z.string(), paramSchema),
});
export type ParamsForm = z.infer<typeof paramsFormSchema>;

/** The parameters that a form starts with. */
export function defaultParams({ properties }: ParamsForm): Params {
  return Object.fromEntries(Object.entries(properties).map(([name, param]) => [name, param.default]));
}
