import * as z from 'zod';
import type { Metric } from './metric.ts';
import { maskedScores, maskingProtocol, noProbability, percentDrop } from './support/maskedScores.ts';

const params = z.strictObject({
  clamp: z.boolean().default(false).meta({
    title: 'Clamp',
    description: 'Counts a rise of the probability as no drop, as some code does.',
  }),
});

/** Average drop in deletion (Jung & Oh 2021): 100 (p(x) - p((1-E)∘x)) / p(x). */
export const add: Metric<typeof params> = {
  id: 'add',
  title: 'Average drop in deletion',
  short: 'ADD %',
  summary: 'How much of the probability of the class is lost when what the map points at is taken away.',
  paper: {
    title: 'Jung & Oh, Towards Better Explanations of Class Activation Mapping, ICCV 2021',
    url: 'https://arxiv.org/abs/2102.05228',
  },
  better: 'higher',
  params,
  needs: [],
  async run(subject, { clamp }) {
    const { original, removed, note } = await maskedScores(subject);
    const drop = percentDrop(original, removed);
    return {
      value: clamp && drop !== null ? Math.max(0, drop) : drop,
      parts: { original, removed },
      protocol: { ...maskingProtocol(subject), clamp },
      note: noProbability(original) ?? note,
    };
  },
};
