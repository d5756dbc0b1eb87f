import type { SaliencyMap } from '../result.ts';

/** Whether a map says anything. `advice` is one sentence for the person: what is wrong and what to try. */
export type MapQuality =
  { readonly kind: 'ok' } | { readonly kind: 'empty' | 'flat' | 'not-finite'; readonly advice: string };

/** The values at the two ends of the colour scale, and whether the map between them may be drawn at all. */
export interface DisplayRange {
  readonly low: number;
  readonly high: number;
  readonly quality: MapQuality;
}

/** Differences below this share of the largest value are rounding, not evidence. */
const FLAT = 1e-6;

/**
 * Range of a map on the colour scale: [min, max] of the map after ReLU, or for the signed map
 * [-m, m] with m = max |value|, so that zero is the scale's neutral middle.
 */
export function displayRange(map: SaliencyMap, signed: boolean): DisplayRange {
  const values = signed ? map.signed : map.relu;
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) return { low: 0, high: 0, quality: NOT_FINITE };
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const largest = Math.max(Math.abs(low), Math.abs(high));
  const quality = qualityOf(low, high, largest, map, signed);
  return signed ? { low: -largest, high: largest, quality } : { low, high, quality };
}

const OK: MapQuality = { kind: 'ok' };

const NOT_FINITE: MapQuality = {
  kind: 'not-finite',
  advice:
    'The map holds values that are not numbers; try another layer, or the cpu provider where another one is in use.',
};

function qualityOf(
  low: number,
  high: number,
  largest: number,
  map: SaliencyMap,
  signed: boolean,
): MapQuality {
  if (largest === 0) {
    const against = !signed && map.signed.some((value) => value < 0);
    return {
      kind: 'empty',
      advice: against
        ? 'No evidence for this class, only against it; show the signed map or choose another class.'
        : 'The map is zero everywhere; try another layer or bring channels back.',
    };
  }
  if (high - low <= FLAT * largest) {
    return { kind: 'flat', advice: 'The map has one value everywhere; try a layer with a larger map.' };
  }
  return OK;
}
