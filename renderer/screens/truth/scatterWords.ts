import { formatNumber } from '../../../shared/figure/format.ts';
import { agreement } from '../../../shared/statistics/agreement.ts';
import { measure } from './truthWords.ts';

/**
 * What a scatter of weights against Shapley values shows, in words for those who do not see it.
 * @param sameScale whether both are in logits, so that they can be held against each other
 */
export function scatterWords(alpha: Float32Array, truth: Float32Array, sameScale: boolean): string {
  const { cosine, pearson, spearman } = agreement(alpha, truth);
  const agrees = `${String(truth.length)} channels, cosine ${measure(cosine)}, Pearson ${measure(pearson)}, Spearman ${measure(spearman)}`;
  if (!sameScale) return agrees;
  const channel = farthest(alpha, truth);
  const [weight, value] = [alpha[channel] ?? 0, truth[channel] ?? 0];
  return `${agrees}; channel ${String(channel)} differs most, with a weight of ${formatNumber(weight)} and a Shapley value of ${formatNumber(value)}`;
}

/** The channel of the largest difference. */
function farthest(a: Float32Array, b: Float32Array): number {
  const differences = a.map((value, channel) => Math.abs(value - (b[channel] ?? 0)));
  return differences.indexOf(Math.max(...differences));
}
