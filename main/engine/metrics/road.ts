import * as z from 'zod';
import { throwIfCancelled } from '../cancel.ts';
import { randomStream, type RandomStream } from '../random.ts';
import type { Metric, MetricSubject } from './metric.ts';
import { classScores, scoreName, scoreParam, type ScoreType } from './support/classScores.ts';
import { explanationMap, tieNote } from './support/explanationMap.ts';
import { imputeLinearly } from './support/linearImputation.ts';
import { MAP_PROTOCOL } from './support/maskedScores.ts';
import { rankByValue } from './support/ranking.ts';

const PERCENTILES = [20, 40, 60, 80];

const params = z.strictObject({
  noise: z.number().min(0).max(10).default(0.01).meta({
    title: 'Noise',
    description: 'Standard deviation of the noise on imputed pixels, in normalised input space.',
  }),
  score: scoreParam,
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .default(0)
    .meta({
      title: 'Seed',
      description: 'Decides the noise: the same seed gives the same number.',
    }),
});

/**
 * ROAD (Rong et al. 2022), combined as pytorch-grad-cam does: (LeRF - MoRF) / 2, each the mean change of the score over
 * percentiles p, when the (100 - p)% of the pixels that the map ranks highest (MoRF) or lowest (LeRF) are imputed from
 * their neighbours.
 */
export const road: Metric<typeof params> = {
  id: 'road',
  title: 'ROAD',
  short: 'ROAD',
  summary:
    'How much more the probability suffers when the highest pixels are filled in from their neighbours than when the lowest are.',
  paper: {
    title: 'Rong et al., A Consistent and Efficient Evaluation Strategy for Attribution Methods, ICML 2022',
    url: 'https://arxiv.org/abs/2202.00449',
  },
  better: 'higher',
  params,
  needs: [],
  async run(subject, { noise, score, seed }) {
    const { map, classifier, image } = subject;
    const { input } = classifier;
    const explanation = explanationMap(map, input.height, input.width);
    const falling = rankByValue(explanation);
    const rising = rankByValue(explanation.map((value) => -value));
    const [original] = (await classScores(subject, image, 1, score)) as [number];
    // One stream: no two imputations share their noise.
    const random = randomStream(seed);
    const changes = async (ranking: Uint32Array) => {
      const scores = await imputedScores(subject, ranking, noise, score, random);
      return scores.map((each) => each - original);
    };
    const [morf, lerf] = [await changes(falling), await changes(rising)];
    return {
      value: (mean(lerf) - mean(morf)) / 2,
      parts: { morf: mean(morf), lerf: mean(lerf), morfChanges: morf, lerfChanges: lerf, original },
      protocol: {
        map: MAP_PROTOCOL,
        score: scoreName(subject, score),
        imputation: 'noisy linear',
        percentiles: PERCENTILES,
        ranking: 'ties by row-major index',
        noise,
        seed,
      },
      note: tieNote(explanation),
    };
  },
};

/** Scores with the first (100 - p)% of the ranking imputed, for each percentile. */
async function imputedScores(
  subject: MetricSubject,
  ranking: Uint32Array,
  noise: number,
  score: ScoreType,
  random: RandomStream,
): Promise<number[]> {
  const { image, classifier, signal } = subject;
  const images = new Float32Array(PERCENTILES.length * image.length);
  for (const [index, percentile] of PERCENTILES.entries()) {
    // The system takes a while to solve: others get their turn in between, and a cancel is heard.
    await new Promise(setImmediate);
    throwIfCancelled(signal, 'ROAD');
    const missing = ranking.subarray(0, removedAt(percentile, ranking.length));
    const filled = imputeLinearly(image, missing, classifier.input, noise, random);
    images.set(filled, index * image.length);
  }
  return classScores(subject, images, PERCENTILES.length, score);
}

/** How many of n different values lie at or above their percentile (linear interpolation, as NumPy's). */
function removedAt(percentile: number, pixels: number): number {
  return pixels - Math.ceil((percentile * (pixels - 1)) / 100);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
