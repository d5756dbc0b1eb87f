import * as z from 'zod';
import { paramsFormSchema } from './params.ts';

/** A method as the window lists it. */
export const methodSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** One sentence on what it computes. */
  summary: z.string(),
  paper: z.object({ title: z.string(), url: z.string() }),
  /** The form of its parameters: JSON Schema, with titles, descriptions, defaults and bounds. */
  params: paramsFormSchema,
  properties: z.object({
    /** Whether it sends something back through the head, so that each operator there needs a rule. */
    needsGradient: z.boolean(),
    /** One weight per channel and the map that follows, or a map only. */
    gives: z.enum(['alpha', 'map']),
    signed: z.boolean(),
    /** Whether the weights claim to add up to the score less the base value. */
    complete: z.boolean(),
    exactOnAffineHeads: z.boolean(),
    stochastic: z.boolean(),
  }),
});
export type MethodInfo = z.infer<typeof methodSchema>;

export const metricSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** Few enough letters for the head of a column. */
  short: z.string(),
  /** One sentence on what it measures. */
  summary: z.string(),
  paper: z.object({ title: z.string(), url: z.string() }),
  better: z.enum(['higher', 'lower']),
  /** What it asks for beyond the map: ground-truth boxes, explanations of other images, other weights. */
  needs: z.array(z.enum(['boxes', 'explainer', 'weights'])),
  params: paramsFormSchema,
});
export type MetricInfo = z.infer<typeof metricSchema>;

export const methodEstimateSchema = z.object({
  method: z.string(),
  /** Forward passes of one image through the head alone and through the whole model; a backward pass counts as two. */
  passes: z.object({ head: z.number(), model: z.number() }),
  milliseconds: z.number(),
});
export type MethodEstimate = z.infer<typeof methodEstimateSchema>;
