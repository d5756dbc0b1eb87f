import bundled from '../../../../models/efficientnet-lite0/config.json';

/** Names of ImageNet's 1000 classes, which the bundled model's configuration holds. */
const NAMES = Object.entries(bundled.id2label)
  .sort(([a], [b]) => Number(a) - Number(b))
  .map(([, name]) => name);

/** ImageNet's names for a model of 1000 classes, or of 1001 with a background first; null for any other number. */
export function imageNetNames(classes: number): string[] | null {
  if (classes === NAMES.length) return NAMES;
  return classes === NAMES.length + 1 ? ['background', ...NAMES] : null;
}
