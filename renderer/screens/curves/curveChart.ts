import type { ChartConfiguration, ChartDataset, Plugin } from 'chart.js';
import { formatTick } from '../../../shared/figure/format.ts';
import { methodColor } from '../../../shared/figure/methodColors.ts';
import { FONT_FAMILY, type FigureTheme } from '../../../shared/figure/theme.ts';
import type { Curve } from '../../state/curve.svelte.ts';
import { curveLook, type CurveLook } from './curveLook.ts';

type Point = { x: number; y: number };
type Drawn = Pick<Curve, 'method' | 'points' | 'total'>;

/** A point of one of the curves, by its index. */
export interface CurvePoint<C = Curve> {
  readonly curve: C;
  readonly at: number;
}

/** Of the curves that reach so far across, the one nearest in height, and its point there; null where none does. */
export function nearestPoint<C extends Drawn>(
  curves: readonly C[],
  percent: number,
  probability: number,
): CurvePoint<C> | null {
  let [found, distance] = [null as CurvePoint<C> | null, Infinity];
  for (const curve of curves) {
    const at = Math.round((percent / 100) * (curve.total - 1));
    const y = curve.points[at];
    const away = y === undefined ? Infinity : Math.abs(y - probability);
    if (away < distance) [found, distance] = [{ curve, at }, away];
  }
  return found;
}

/** Percent of the pixels changed at each point of a curve of `total` points, and the probability there. */
export function curvePoints(points: readonly number[], total: number): Point[] {
  return points.map((y, index) => ({ x: percentAt(index, total), y }));
}

/** Percent of the pixels that are changed at a point. */
export function percentAt(index: number, total: number): number {
  return (100 * index) / Math.max(1, total - 1);
}

/** The colour of a curve's line and of its name; the control has that of the text beside it. */
export function curveColor(method: string | null, theme: FigureTheme): string {
  return method === null ? theme.secondary : methodColor(method);
}

/**
 * Chart.js configuration of one kind of curve: the methods' thick, the control thin.
 * @param pointed the curve pointed at, beside which the others are dimmed
 */
export function curveChartConfig(
  curves: readonly Drawn[],
  xTitle: string,
  theme: FigureTheme,
  pointed: Drawn | null = null,
): ChartConfiguration<'line', Point[]> {
  const fontOf = { family: FONT_FAMILY, size: 11 };
  const ticks = { color: theme.secondary, font: fontOf, padding: 4, maxRotation: 0 };
  const title = (text: string) => ({ display: true, text, color: theme.secondary, font: fontOf, padding: 2 });
  return {
    type: 'line',
    data: {
      datasets: curves.map((curve, place) => {
        const dim = pointed !== null && curve !== pointed;
        return dataset(curve, curveLook(curves, place), theme, dim);
      }),
    },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: false,
      parsing: false,
      normalized: true,
      events: [],
      layout: { padding: { top: 6, right: 8 } },
      plugins: { legend: { display: false }, tooltip: { enabled: false } },
      scales: {
        x: {
          type: 'linear',
          min: 0,
          max: 100,
          grid: { display: false },
          border: { color: theme.axis },
          ticks: { ...ticks, stepSize: 25, callback: (value) => `${formatTick(Number(value))} %` },
          title: title(xTitle),
        },
        y: {
          type: 'linear',
          min: 0,
          max: 1,
          grid: { color: theme.grid, lineWidth: 0.5, drawTicks: false },
          border: { display: false },
          ticks: { ...ticks, stepSize: 0.25, callback: (value) => formatTick(Number(value)) },
          title: title('Probability'),
        },
      },
    },
  };
}

/** Opacity of a dimmed curve, as the last two digits of its colour. */
const DIMMED = '50';
/** How many marks a whole curve bears, and how large each is. */
const MARKS_ACROSS = 12;
const MARK_RADIUS = 3.5;

function dataset(
  { method, points, total }: Drawn,
  { dash, mark }: CurveLook,
  theme: FigureTheme,
  dim: boolean,
): ChartDataset<'line', Point[]> {
  const color = `${curveColor(method, theme)}${dim ? DIMMED : ''}`;
  const every = Math.ceil(total / MARKS_ACROSS);
  return {
    data: curvePoints(points, total),
    borderColor: color,
    borderWidth: method === null ? 1.25 : 2,
    borderDash: [...dash],
    pointStyle: mark ?? false,
    pointRadius: points.map((_, at) => (mark && at % every === 0 ? MARK_RADIUS : 0)),
    pointBackgroundColor: color,
    pointBorderColor: color,
  };
}

/** A point that is looked at: a line at its place, and a dot where its curve is. */
export interface LookedAt extends Point {
  readonly color: string;
  readonly line: string;
  /** Around the dot. */
  readonly rim: string;
}

/** Draws the point that is looked at over the curves; a chart is given it once, and it follows what `point` tells. */
export function lookedAtMark(point: () => LookedAt | null): Plugin<'line'> {
  return {
    id: 'lookedAt',
    afterDatasetsDraw({ ctx, scales, chartArea }) {
      const at = point();
      const { x, y } = scales;
      if (!at || !x || !y) return;
      const across = x.getPixelForValue(at.x);
      ctx.save();
      ctx.strokeStyle = at.line;
      ctx.beginPath();
      ctx.moveTo(across, chartArea.top);
      ctx.lineTo(across, chartArea.bottom);
      ctx.stroke();
      ctx.fillStyle = at.color;
      ctx.beginPath();
      ctx.arc(across, y.getPixelForValue(at.y), 4, 0, 2 * Math.PI);
      ctx.fill();
      ctx.strokeStyle = at.rim;
      ctx.lineWidth = 1.5;
      ctx.stroke();
      ctx.restore();
    },
  };
}
