import * as z from 'zod';
import { probabilities, scoreOf } from '../targets.ts';
import { classifyMasked, masks } from './support/channelMasks.ts';
import { endpoints } from './support/endpoints.ts';
import { softmax } from './support/softmax.ts';
import { weightedSum } from './support/weightedSum.ts';
import type { Method } from './method.ts';
import { declared } from './support/declarations.ts';

const params = z.strictObject({
  variant: z.enum(['authors', 'pytorch-grad-cam']).default('authors').meta({
    title: 'Variant',
    description:
      "authors: the class probability; pytorch-grad-cam: the logits' softmax over the channels, masks with aligned corners.",
  }),
  channels: z.int().min(0).max(65536).default(0).meta({
    title: 'Channels scored',
    description: 'Scores only this many channels, those of largest variance; 0 scores them all.',
  }),
});

/**
 * Score-CAM as its authors' code has it (Wang et al. 2020, equations 5 to 7): alpha_k is the class probability of
 * x ∘ M_k, M_k = A_k upsampled to the input (half-pixel centres) and min-max normalised; 0 for a constant channel. Of a
 * class held against another, the difference of the probabilities. Or as Gildenblat's pytorch-grad-cam has it: the
 * softmax over the channels of the logits, with masks whose corners are aligned.
 */
export const scoreCam: Method<typeof params> = {
  id: 'score-cam',
  title: 'Score-CAM',
  summary: 'The class probability of the image seen through each channel as a mask; a whole pass a channel.',
  paper: {
    title:
      'Wang et al., Score-CAM: Score-Weighted Visual Explanations for Convolutional Neural Networks, CVPRW 2020',
    url: 'https://arxiv.org/abs/1910.01279',
  },
  params,
  // Of a class held against another.
  properties: declared('alpha', 'signed'),
  parts: () => ['head'],
  cost: ({ shape: [count] }, { channels }) => ({
    head: 2,
    model: channels === 0 ? count : Math.min(channels, count),
  }),
  async run(session, point, seeds, context, { variant, channels }) {
    const { logits, base, seeds: used } = await endpoints(session, point, seeds);
    const [count] = session.head.shape;
    const alignCorners = variant === 'pytorch-grad-cam';
    const chosen = masks(session, point, context, alignCorners).slice(0, channels === 0 ? count : channels);
    const scores = used.map(() => new Float64Array(chosen.length));
    const { activation } = context.classifier.logits;
    await classifyMasked(session, context, chosen, (row, index) => {
      const values = alignCorners ? row : probabilities(row, activation);
      for (const [at, seed] of used.entries()) (scores[at] as Float64Array)[index] = scoreOf(seed, values);
    });
    return used.map((seed, at) => {
      const weights = alignCorners ? softmax(scores[at] as Float64Array) : (scores[at] as Float64Array);
      const alpha = new Float32Array(count);
      for (const [index, { channel }] of chosen.entries()) alpha[channel] = weights[index] as number;
      const signed = weightedSum(alpha, point.activation);
      const warnings =
        channels > 0 && channels < count
          ? [
              `Only the ${String(channels)} channels of largest variance were scored; the other ${String(count - channels)} have the weight 0.`,
            ]
          : [];
      return { logits, base, seed, alpha, signed, magnitude: null, warnings };
    });
  },
};
