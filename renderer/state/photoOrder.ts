import type { ImageEntry } from '../../shared/api.ts';
import type { ClassScore } from '../../shared/result.ts';

/** How the gallery can be sorted; the probabilities are those of the predicted class. */
export type PhotoOrder = 'name' | 'class' | 'surest' | 'least-sure';

/** Predicted class of a photo, where it is known. */
export type PredictionOf = (image: string) => ClassScore | undefined;

/**
 * The photos whose name or predicted class holds `words`, in an order. Photos without a prediction come last, and what
 * is equal stays in the order of `images`.
 */
export function arrange(
  images: readonly ImageEntry[],
  order: PhotoOrder,
  words: string,
  predictionOf: PredictionOf,
): readonly ImageEntry[] {
  const matching = matches(images, words.trim().toLowerCase(), predictionOf);
  if (order === 'name') return matching;
  const rankOf = order === 'class' ? classRanks(images, predictionOf) : probabilityRanks(order);
  return matching
    .map((image) => {
      const score = predictionOf(image.id);
      return { image, rank: score ? rankOf(score) : Infinity, probability: score?.probability ?? 0 };
    })
    .sort((a, b) => (a.rank === b.rank ? b.probability - a.probability : a.rank - b.rank))
    .map(({ image }) => image);
}

function matches(
  images: readonly ImageEntry[],
  words: string,
  predictionOf: PredictionOf,
): readonly ImageEntry[] {
  if (words === '') return images;
  return images.filter(
    ({ id, name }) =>
      name.toLowerCase().includes(words) || predictionOf(id)?.label.toLowerCase().includes(words),
  );
}

function probabilityRanks(order: 'surest' | 'least-sure') {
  const sign = order === 'surest' ? -1 : 1;
  return ({ probability }: ClassScore) => sign * probability;
}

/** Places of the predicted classes by label. There are far fewer of them than photos, and words are slow to compare. */
function classRanks(images: readonly ImageEntry[], predictionOf: PredictionOf) {
  const labels = new Set(images.map(({ id }) => predictionOf(id)?.label ?? ''));
  const sorted = [...labels].sort(new Intl.Collator('en', { numeric: true }).compare);
  const ranks = new Map(sorted.map((label, rank) => [label, rank]));
  return ({ label }: ClassScore) => ranks.get(label) ?? Infinity;
}
