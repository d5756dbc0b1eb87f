import type { Curve } from '../../state/curve.svelte.ts';

/** What tells a curve from the others without its colour. */
export interface CurveLook {
  /** Lengths of line and gap; none for a solid line. */
  readonly dash: readonly number[];
  /** What stands on the line here and there. */
  readonly mark: 'circle' | 'triangle' | null;
}

const DASHES: readonly CurveLook['dash'][] = [[], [8, 3], [2, 2], [10, 3, 2, 3], [5, 2], [2, 5], [14, 4]];
/** More dashes could not be told apart: beyond them lines bear marks. */
const MARKS: readonly CurveLook['mark'][] = [null, 'circle', 'triangle'];
const CONTROL: CurveLook = { dash: [4, 3], mark: null };

/** The look of the curve at a place among those shown; the first method's is solid and bare. */
export function curveLook(curves: readonly Pick<Curve, 'method'>[], place: number): CurveLook {
  if (curves[place]?.method === null) return CONTROL;
  const before = curves.slice(0, place).filter(({ method }) => method !== null).length;
  return {
    dash: DASHES[before % DASHES.length] ?? [],
    mark: MARKS[Math.floor(before / DASHES.length) % MARKS.length] ?? null,
  };
}
