import {
  interpolateCividis,
  interpolateGreys,
  interpolateInferno,
  interpolateRdBu,
  interpolateTurbo,
  interpolateViridis,
} from 'd3-scale-chromatic';
import type { ColormapId } from './figureSpec.ts';

type Interpolator = (position: number) => string;

const INTERPOLATORS: Readonly<Record<Exclude<ColormapId, 'jet'>, Interpolator>> = {
  turbo: interpolateTurbo,
  viridis: interpolateViridis,
  inferno: interpolateInferno,
  cividis: interpolateCividis,
  // Dark is low, as in every other magnitude map.
  grey: (position) => interpolateGreys(1 - position),
  // Evidence for the class is warm, against it cool.
  'red-blue': (position) => interpolateRdBu(1 - position),
};

const tables = new Map<ColormapId, Uint8Array>();

/** A colour map as 256 RGB triples, low to high; the middle of `red-blue` (entries 127 and 128) is neutral. */
export function colormap(id: ColormapId): Uint8Array {
  let table = tables.get(id);
  if (!table) {
    table = new Uint8Array(256 * 3);
    for (let i = 0; i < 256; i++) {
      table.set(id === 'jet' ? jet(i / 255) : channelsOf(INTERPOLATORS[id](i / 255)), i * 3);
    }
    tables.set(id, table);
  }
  return table;
}

/** The colour at `position` in [0, 1] as a CSS colour. */
export function colorAt(id: ColormapId, position: number): string {
  const table = colormap(id);
  const at = 3 * Math.round(Math.min(1, Math.max(0, position)) * 255);
  return `rgb(${table[at]}, ${table[at + 1]}, ${table[at + 2]})`;
}

/** The scales of d3 give either `#rrggbb` or `rgb(r, g, b)`. */
function channelsOf(css: string): number[] {
  if (css.startsWith('#')) return [1, 3, 5].map((at) => Number.parseInt(css.slice(at, at + 2), 16));
  return (css.match(/\d+/g) ?? []).map(Number);
}

/** Breakpoints [position, value] of matplotlib's jet, linear in between. */
const JET_RED = [
  [0, 0],
  [0.35, 0],
  [0.66, 1],
  [0.89, 1],
  [1, 0.5],
] as const;
const JET_GREEN = [
  [0, 0],
  [0.125, 0],
  [0.375, 1],
  [0.64, 1],
  [0.91, 0],
  [1, 0],
] as const;
const JET_BLUE = [
  [0, 0.5],
  [0.11, 1],
  [0.34, 1],
  [0.65, 0],
  [1, 0],
] as const;

/** Matplotlib's table: 256 evenly spaced samples, cut to 8 bits. */
function jet(position: number): number[] {
  return [JET_RED, JET_GREEN, JET_BLUE].map((points) => Math.floor(255 * piecewise(points, position)));
}

function piecewise(points: readonly (readonly [number, number])[], position: number): number {
  const above = points.findIndex(([at]) => at >= position);
  const [x1, y1] = points[above]!;
  const [x0, y0] = points[Math.max(0, above - 1)]!;
  return x1 === x0 ? y1 : y0 + ((position - x0) / (x1 - x0)) * (y1 - y0);
}
