import type { Canvas2D } from './canvas2d.ts';

/** What drawing over a chart needs of it; Chart.js' own type speaks of the DOM, which this layer does not know. */
export interface DrawnChart {
  readonly ctx: Canvas2D;
  readonly chartArea: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
  readonly scales: Readonly<Record<string, { getPixelForValue(value: number): number }>>;
}

/** Places of `count` columns across the chart, and of values along its height, in pixels of the chart. */
export interface ColumnGeometry {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Distance from one column to the next. */
  readonly step: number;
  /** Height of the value zero, and of one unit above it. */
  readonly zero: number;
  readonly unit: number;
}

export function columnGeometry(
  { chartArea, scales }: Omit<DrawnChart, 'ctx'>,
  count: number,
): ColumnGeometry {
  const { left, right, top, bottom } = chartArea;
  const axis = scales['y']!;
  const zero = axis.getPixelForValue(0);
  return {
    left,
    right,
    top,
    bottom,
    step: (right - left) / count,
    zero,
    unit: axis.getPixelForValue(1) - zero,
  };
}

/** Middle of a column. */
export function columnMiddle({ left, step }: ColumnGeometry, place: number): number {
  return left + (place + 0.5) * step;
}

export function valueHeight({ zero, unit }: ColumnGeometry, value: number): number {
  return zero + unit * value;
}
