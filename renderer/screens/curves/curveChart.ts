import type { ChartConfiguration, ChartDataset } from 'chart.js';
import { formatTick } from '../../../shared/figure/format.ts';
import { FONT_FAMILY, type FigureTheme } from '../../../shared/figure/theme.ts';
import type { Curve } from '../../state/curves.svelte.ts';

type Point = { x: number; y: number };
type Drawn = Pick<Curve, 'ranking' | 'points' | 'total'>;

/** Percent of the pixels changed at each point of a curve of `total` points, and the probability there. */
export function curvePoints(points: readonly number[], total: number): Point[] {
  const last = Math.max(1, total - 1);
  return points.map((y, index) => ({ x: (100 * index) / last, y }));
}

/** Chart.js configuration of one kind of curve with its control: solid for the map, dashed for chance. */
export function curveChartConfig(
  curves: readonly Drawn[],
  xTitle: string,
  theme: FigureTheme,
): ChartConfiguration<'line', Point[]> {
  const fontOf = { family: FONT_FAMILY, size: 11 };
  const ticks = { color: theme.secondary, font: fontOf, padding: 4 };
  const title = (text: string) => ({ display: true, text, color: theme.secondary, font: fontOf, padding: 2 });
  return {
    type: 'line',
    data: { datasets: curves.map((curve) => dataset(curve, theme)) },
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

function dataset({ ranking, points, total }: Drawn, theme: FigureTheme): ChartDataset<'line', Point[]> {
  const control = ranking === 'random';
  return {
    data: curvePoints(points, total),
    borderColor: control ? theme.secondary : theme.text,
    borderWidth: control ? 1.25 : 2,
    borderDash: control ? [4, 3] : [],
    pointRadius: 0,
  };
}
