import { elementCount } from '../../../shared/tensor.ts';
import { upsampleBilinear } from '../../../shared/upsample.ts';
import { throwIfCancelled } from '../cancel.ts';
import { inputDims, type ImageInput } from '../classifier.ts';
import { probabilities, scoreOf } from '../targets.ts';
import { batchRows } from './support/batchRows.ts';
import { endpoints } from './support/endpoints.ts';
import { extent, range } from './support/range.ts';
import { weightedSum } from './support/weightedSum.ts';
import type { ActivationPoint, ActivationSession } from '../activationSession.ts';
import type { ImageContext, Method } from './method.ts';

/**
 * Score-CAM as its authors' code has it (Wang et al. 2020, equations 5 to 7): alpha_k is the class probability of
 * x ∘ M_k, M_k = A_k upsampled to the input (half-pixel centres) and min-max normalised; 0 for a constant channel. Of a
 * class held against another, the difference of the probabilities.
 */
export const scoreCam: Method = {
  id: 'score-cam',
  title: 'Score-CAM',
  summary: 'The class probability of the image seen through each channel as a mask; a whole pass a channel.',
  paper: {
    title:
      'Wang et al., Score-CAM: Score-Weighted Visual Explanations for Convolutional Neural Networks, CVPRW 2020',
    url: 'https://arxiv.org/abs/1910.01279',
  },
  propagation: null,
  complete: false,
  exactOnAffineHeads: false,
  async run(session, point, seeds, context) {
    const { logits, base, seeds: used } = await endpoints(session, point, seeds);
    const [channels] = session.head.shape;
    const rows = used.map((seed) => ({ logits, base, seed, alpha: new Float32Array(channels) }));
    await classifyMasked(session, point, context, (shares, channel) => {
      for (const { seed, alpha } of rows) alpha[channel] = scoreOf(seed, shares);
    });
    return rows.map((row) => ({
      ...row,
      signed: weightedSum(row.alpha, point.activation),
      magnitude: null,
    }));
  },
};

/** Class probabilities of the image behind each mask, as many at a time as memory allows. */
async function classifyMasked(
  session: ActivationSession,
  { activation }: ActivationPoint,
  { tensor, classifier, signal }: ImageContext,
  onShares: (shares: Float32Array, channel: number) => void,
): Promise<void> {
  const { input, model, shapes, logits } = classifier;
  const [channels, height, width] = session.head.shape;
  const planeOf = (k: number) => activation.subarray(k * height * width, (k + 1) * height * width);
  const varying = Array.from({ length: channels }, (_, k) => k).filter((k) => extent(planeOf(k)) > 0);
  const rows = Math.min(varying.length, batchRows(model.graph, shapes));
  const size = elementCount(inputDims(input, 1));
  const images = new Float32Array(rows * size);
  for (let first = 0; first < varying.length; first += rows) {
    throwIfCancelled(signal, 'Explaining');
    const some = varying.slice(first, first + rows);
    for (const [row, channel] of some.entries()) {
      const mask = upsampleBilinear(planeOf(channel), height, width, input.height, input.width);
      writeMasked(images.subarray(row * size, (row + 1) * size), tensor, mask, input);
    }
    const results = await session.classify(images.subarray(0, some.length * size), some.length);
    for (const [row, each] of results.entries())
      onShares(probabilities(each, logits.activation), some[row] as number);
  }
}

/** Writes x ∘ (M - min M) / (max M - min M). @param mask [height, width] of the input */
function writeMasked(to: Float32Array, image: Float32Array, mask: Float32Array, input: ImageInput): void {
  const { low, high } = range(mask);
  const [pixel, plane] = input.layout === 'NCHW' ? [1, mask.length] : [input.channels, 1];
  for (let at = 0; at < mask.length; at += 1) {
    const share = ((mask[at] as number) - low) / (high - low);
    for (let channel = 0; channel < input.channels; channel += 1) {
      const index = at * pixel + channel * plane;
      to[index] = (image[index] as number) * share;
    }
  }
}
