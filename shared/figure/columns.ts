import type { FigureTheme } from './theme.ts';

/** One column of a chart of channels. */
export interface Column {
  /** A channel's bar, the bar of what is no single channel's, or a level that others start from or end at. */
  readonly kind: 'channel' | 'sum' | 'level';
  /** Under the column. */
  readonly label: string;
  /** Channel it is of; null for the other kinds. */
  readonly channel: number | null;
  readonly from: number;
  /** Equal to `from` for a level; not a number while it is not known. */
  readonly to: number;
  /** Its channel is switched off: drawn as an outline, and what follows starts where it starts. */
  readonly absent: boolean;
}

/** With more columns than this each is about as narrow as a pixel: no longer a mark of Chart.js, and no longer outlined. */
export const DENSE = 200;

export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** Smallest and largest value that columns reach; zeros where there are none. */
export function columnBounds(columns: readonly Pick<Column, 'from' | 'to'>[]): Bounds {
  let low = Infinity;
  let high = -Infinity;
  for (const { from, to } of columns) {
    if (from < low) low = from;
    if (from > high) high = from;
    if (to < low) low = to;
    if (to > high) high = to;
  }
  return low <= high ? { low, high } : { low: 0, high: 0 };
}

/** Bounds with a share of the way between them more on each side of zero that they reach. */
export function widened({ low, high }: Bounds, share: number): Bounds {
  const room = share * (high - low);
  return { low: low === 0 ? 0 : low - room, high: high === 0 ? 0 : high + room };
}

/** Warm where a column goes up, cool where it goes down. */
export function columnColor({ from, to }: Column, theme: FigureTheme): string {
  return to < from ? theme.cool : theme.warm;
}
