import type { SaliencyMap } from '../../../../shared/result.ts';
import { upsampleBilinear } from '../../../../shared/upsample.ts';

/**
 * E of the paper's metrics: the map after ReLU, upsampled bilinearly (half-pixel centres) to the model
 * input and min-max normalised to [0, 1]. A constant map stays as it is.
 * @returns row-major [height, width]
 */
export function explanationMap(map: SaliencyMap, height: number, width: number): Float32Array {
  const upsampled = upsampleBilinear(map.relu, map.height, map.width, height, width);
  let low = Infinity;
  let high = -Infinity;
  for (const value of upsampled) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (high <= low) return upsampled;
  return upsampled.map((value) => (value - low) / (high - low));
}

/** What to know before an image is weighed by a map that tells no pixel from another; null for other maps. */
export function flatNote(explanation: Float32Array): string | null {
  const [first] = explanation;
  if (first === undefined || explanation.some((value) => value !== first)) return null;
  return first === 0
    ? 'The map is zero everywhere: it keeps nothing of the image, and takes nothing away.'
    : 'The map has the same value everywhere: it weighs all pixels alike, and is not normalised.';
}

/** Above this share of pixels of one value, the order of ties shapes a ranking. */
const MANY_TIES = 0.2;

/** What to know before ranking pixels by a map with large constant areas; null for other maps. */
export function tieNote(explanation: Float32Array): string | null {
  const tied = tiedShare(explanation);
  if (tied <= MANY_TIES) return null;
  return `${(100 * tied).toFixed(0)}% of the map has one value: there the order of pixels, not the map, decides.`;
}

/** Share of pixels that have the most common value. */
function tiedShare(explanation: Float32Array): number {
  const counts = new Map<number, number>();
  let most = 0;
  for (const value of explanation) {
    const count = (counts.get(value) ?? 0) + 1;
    counts.set(value, count);
    most = Math.max(most, count);
  }
  return most / explanation.length;
}
