import { displayRange, type DisplayRange } from '../../../shared/figure/range.ts';
import type { SaliencyMap } from '../../../shared/result.ts';

/** Lowest and highest value over all maps that may be drawn; null where there is none. */
export function commonEnds(
  maps: readonly SaliencyMap[],
  signed: boolean,
): { readonly low: number; readonly high: number } | null {
  const ranges = maps.map((map) => displayRange(map, signed)).filter(({ quality }) => quality.kind === 'ok');
  if (ranges.length === 0) return null;
  return {
    low: Math.min(...ranges.map(({ low }) => low)),
    high: Math.max(...ranges.map(({ high }) => high)),
  };
}

/** The range of one map: its own, or the common one; whether it may be drawn is its own affair either way. */
export function cellRange(
  map: SaliencyMap,
  signed: boolean,
  common: { readonly low: number; readonly high: number } | null,
): DisplayRange {
  return { ...displayRange(map, signed), ...common };
}
