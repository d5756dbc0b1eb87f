import * as z from 'zod';
import { probabilities } from '../../targets.ts';
import type { MetricSubject } from '../metric.ts';

/** What is watched while an image changes. */
export type ScoreType = 'probability' | 'logit';

export const scoreParam = z.enum(['probability', 'logit']).default('probability').meta({
  title: 'Score',
  description: 'Whether the probability of the class is watched, or its logit.',
});

/** Scores of the explained class on `count` images laid one after another. */
export async function classScores(
  { classify, classifier, classIndex }: MetricSubject,
  images: Float32Array,
  count: number,
  type: ScoreType,
): Promise<number[]> {
  const rows = await classify(images, count);
  const { activation } = classifier.logits;
  return rows.map((row) => (type === 'logit' ? row : probabilities(row, activation))[classIndex] as number);
}

/** How a score is named in a protocol: the probability is a softmax, or a sigmoid for models that end in one. */
export function scoreName({ classifier }: MetricSubject, type: ScoreType): string {
  if (type === 'logit') return 'logit';
  return classifier.logits.activation === 'sigmoid' ? 'sigmoid probability' : 'softmax probability';
}
