import type { ChartConfiguration, Plugin } from 'chart.js';
import { formatTick } from '../../../shared/figure/format.ts';
import { FONT_FAMILY, type FigureTheme } from '../../../shared/figure/theme.ts';

export interface ScatterOptions {
  /** Shapley values [C], across. */
  readonly truth: Float32Array;
  /** Their standard errors [C]; null where they are not known. */
  readonly errors: Float32Array | null;
  /** A method's weights [C], upwards. */
  readonly alpha: Float32Array;
  /** Whether both are in logits, so that equal weights lie on the identity line. */
  readonly sameScale: boolean;
  /** The method's. */
  readonly color: string;
  readonly theme: FigureTheme;
  /** Channels that stand out; while one is pointed at, all others are dimmed. */
  readonly hovered: number | null;
  readonly selected: number | null;
}

type Point = { x: number; y: number };

/** Opacity of points, as the last two digits of a colour. */
const STRONG = 'b0';
const DIMMED = '38';

/**
 * Chart.js configuration of one method's weights against the Shapley values, to be drawn with {@link scatterPlugins}.
 * Needs ScatterController registered.
 */
export function scatterChartConfig(options: ScatterOptions): ChartConfiguration<'scatter', Point[]> {
  const { truth, alpha, theme, hovered, selected, color, sameScale } = options;
  const fontOf = { family: FONT_FAMILY, size: 11 };
  const ticks = { color: theme.secondary, font: fontOf, maxTicksLimit: 5, maxRotation: 0, padding: 3 };
  const axis = (text: string) => ({
    type: 'linear' as const,
    ticks: { ...ticks, callback: (value: number | string) => formatTick(Number(value)) },
    title: { display: true, text, color: theme.secondary, font: fontOf, padding: 2 },
  });
  const isMarked = (index: number) => index === hovered || index === selected;
  const fill = (index: number) => `${color}${hovered === null || isMarked(index) ? STRONG : DIMMED}`;
  const points = Array.from(truth, (x, channel): Point => ({ x, y: alpha[channel] ?? 0 }));
  return {
    type: 'scatter',
    data: {
      datasets: [
        {
          data: points,
          pointRadius: points.map((_, index) => (isMarked(index) ? 5 : 2.5)),
          pointBackgroundColor: points.map((_, index) => fill(index)),
          pointBorderColor: points.map((_, index) => (isMarked(index) ? theme.text : '#00000000')),
          pointBorderWidth: 1.5,
        },
      ],
    },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: false,
      events: [],
      layout: { padding: { top: 4, right: 8 } },
      plugins: { legend: { display: false }, tooltip: { enabled: false } },
      scales: {
        x: { ...axis('Shapley value (logits)'), grid: { display: false }, border: { color: theme.axis } },
        y: {
          ...axis(sameScale ? 'α (logits)' : 'α (own scale)'),
          grid: {
            color: (line) => (line.tick.value === 0 ? theme.axis : theme.grid),
            lineWidth: 0.5,
            drawTicks: false,
          },
          border: { display: false },
        },
      },
    },
  };
}

/** What is drawn behind the points; a chart is given them once, and they follow the options. */
export function scatterPlugins(options: () => ScatterOptions): Plugin<'scatter'>[] {
  return [errorBars(options), identityLine(options)];
}

/** Thin bars of one standard error to either side. */
function errorBars(options: () => ScatterOptions): Plugin<'scatter'> {
  return {
    id: 'errorBars',
    beforeDatasetsDraw({ ctx, scales }) {
      const { truth, errors, alpha, theme } = options();
      const { x, y } = scales;
      if (!errors || !x || !y) return;
      ctx.save();
      ctx.strokeStyle = theme.secondary;
      ctx.lineWidth = 0.75;
      ctx.beginPath();
      for (const [channel, value] of truth.entries()) {
        const level = y.getPixelForValue(alpha[channel] ?? 0);
        const error = errors[channel] ?? 0;
        ctx.moveTo(x.getPixelForValue(value - error), level);
        ctx.lineTo(x.getPixelForValue(value + error), level);
      }
      ctx.stroke();
      ctx.restore();
    },
  };
}

/** Where weights that equal the Shapley values lie. */
function identityLine(options: () => ScatterOptions): Plugin<'scatter'> {
  return {
    id: 'identityLine',
    beforeDatasetsDraw({ ctx, scales, chartArea }) {
      const { theme, sameScale } = options();
      const { x, y } = scales;
      if (!sameScale || !x || !y) return;
      const [low, high] = [Math.max(x.min, y.min), Math.min(x.max, y.max)];
      if (low >= high) return;
      ctx.save();
      ctx.beginPath();
      ctx.rect(chartArea.left, chartArea.top, chartArea.width, chartArea.height);
      ctx.clip();
      ctx.strokeStyle = theme.secondary;
      ctx.setLineDash([4, 3]);
      ctx.beginPath();
      ctx.moveTo(x.getPixelForValue(low), y.getPixelForValue(low));
      ctx.lineTo(x.getPixelForValue(high), y.getPixelForValue(high));
      ctx.stroke();
      ctx.restore();
    },
  };
}
