import type { ChartConfiguration, Plugin } from 'chart.js';
import type { Canvas2D } from './canvas2d.ts';
import { formatNumber, formatTick } from './format.ts';
import { FONT_FAMILY, type FigureTheme } from './theme.ts';

export interface BarChartOptions {
  /** Channels in the order shown. */
  readonly channels: readonly number[];
  /** One weight per channel of the layer, indexed by channel number. */
  readonly alpha: Float32Array;
  /** Channels switched off: drawn as outlines. */
  readonly absent: ReadonlySet<number>;
  /** Shapley value and standard error per channel, where known, drawn as whiskers; indexed by channel number. */
  readonly truth?: { readonly alpha: Float32Array; readonly errors: Float32Array };
  readonly theme: FigureTheme;
  /** The hovered channel is outlined, the others dimmed. */
  readonly hovered?: number | null;
  /** What the weights are, on the value axis. */
  readonly unit: string;
  readonly fontSize?: number;
  /** Follow the size of the surrounding element: on screen; a figure states its size. */
  readonly responsive?: boolean;
  /** Milliseconds of animation on data changes, at most 120; 0 for figures and reduced motion. */
  readonly animation?: number;
}

/** Channels of a layer in the order the person chose, the first `count` of them. */
export function orderedChannels(
  alpha: Float32Array,
  order: 'magnitude' | 'value' | 'index',
  count: number,
): number[] {
  const channels = Array.from(alpha.keys());
  if (order === 'magnitude') channels.sort((a, b) => Math.abs(alpha[b]!) - Math.abs(alpha[a]!) || a - b);
  if (order === 'value') channels.sort((a, b) => alpha[b]! - alpha[a]! || a - b);
  return channels.slice(0, count);
}

/**
 * The one Chart.js configuration for bars of channel weights, on screen and in figures. Needs
 * BarController, BarElement, CategoryScale and LinearScale registered.
 */
export function barChartConfig(options: BarChartOptions): ChartConfiguration<'bar', number[], string> {
  const { channels, alpha, absent, theme, hovered = null, fontSize = 11 } = options;
  const bars = channels.map((channel) => barStyle(channel, alpha[channel]!, absent, theme, hovered));
  const fontOf = { family: FONT_FAMILY, size: fontSize };
  return {
    type: 'bar',
    data: {
      labels: channels.map(String),
      datasets: [
        {
          label: options.unit,
          data: channels.map((channel) => alpha[channel]!),
          backgroundColor: bars.map((bar) => bar.fill),
          borderColor: bars.map((bar) => bar.line),
          borderWidth: bars.map((bar) => bar.lineWidth),
          borderSkipped: false,
          categoryPercentage: 0.9,
          barPercentage: 0.9,
          maxBarThickness: 3 * fontSize,
          minBarLength: 1,
        },
      ],
    },
    options: {
      responsive: options.responsive ?? true,
      maintainAspectRatio: false,
      animation: options.animation ? { duration: Math.min(120, options.animation) } : false,
      events: options.responsive === false ? [] : ['mousemove', 'mouseout', 'click'],
      layout: { padding: 0 },
      plugins: { legend: { display: false }, tooltip: { enabled: false }, title: { display: false } },
      scales: {
        x: {
          grid: { display: false },
          border: { display: false },
          // Where level numbers do not fit, upright ones keep every bar labelled; slanted ones would not.
          afterCalculateLabelRotation: (axis: { labelRotation?: number }) => {
            if (axis.labelRotation) axis.labelRotation = 90;
          },
          ticks: {
            color: theme.secondary,
            font: fontOf,
            minRotation: 0,
            maxRotation: 90,
            autoSkipPadding: 1,
            padding: 2,
          },
          title: { display: true, text: 'Channel', color: theme.secondary, font: fontOf, padding: 1 },
        },
        y: {
          grid: {
            lineWidth: (line) => (line.tick.value === 0 ? 1 : 0.5),
            color: (line: { tick: { value: number } }) => (line.tick.value === 0 ? theme.axis : theme.grid),
            drawTicks: false,
          },
          border: { display: false },
          ticks: {
            color: theme.secondary,
            font: fontOf,
            maxTicksLimit: 5,
            padding: 4,
            callback: (value) => formatTick(Number(value)),
          },
          title: {
            display: true,
            text: options.unit,
            color: theme.secondary,
            font: fontOf,
            padding: 2,
          },
          ...whiskerBounds(options),
        },
      },
    },
    plugins: [truthWhiskers(() => options)],
  };
}

/** What the fixed read-out line says of a channel. */
export function channelReadout(channel: number, alpha: number): string {
  return `channel ${channel}: α = ${formatNumber(alpha)}`;
}

function barStyle(
  channel: number,
  value: number,
  absent: ReadonlySet<number>,
  theme: FigureTheme,
  hovered: number | null,
): { fill: string; line: string; lineWidth: number } {
  const color = value < 0 ? theme.cool : theme.warm;
  const dimmed = hovered !== null && hovered !== channel;
  const shown = dimmed ? `${color}66` : color;
  if (absent.has(channel)) return { fill: 'rgba(0, 0, 0, 0)', line: shown, lineWidth: 1 };
  const outlined = hovered === channel;
  return { fill: shown, line: outlined ? theme.text : shown, lineWidth: outlined ? 1.5 : 0 };
}

/** Room on the value axis for the whiskers. */
function whiskerBounds({ channels, truth }: BarChartOptions): {
  suggestedMin?: number;
  suggestedMax?: number;
} {
  if (!truth) return {};
  const { alpha, errors } = truth;
  return {
    suggestedMin: Math.min(0, ...channels.map((channel) => alpha[channel]! - errors[channel]!)),
    suggestedMax: Math.max(0, ...channels.map((channel) => alpha[channel]! + errors[channel]!)),
  };
}

/** What the whiskers need of a chart; Chart.js' own type speaks of the DOM, which this layer does not know. */
interface DrawnChart {
  readonly ctx: Canvas2D;
  readonly scales: Record<string, { getPixelForValue(value: number): number }>;
  getDatasetMeta(index: number): { readonly data: readonly { readonly x: number }[] };
}

/**
 * Thin whiskers at the Shapley values: one standard error to either side, and a tick at the value.
 * @param optionsOf asked at every drawing, so that a chart on screen follows a sampling
 */
export function truthWhiskers(optionsOf: () => BarChartOptions): Plugin<'bar'> {
  return {
    id: 'truthWhiskers',
    afterDatasetsDraw(chart: DrawnChart) {
      const { channels, truth, theme } = optionsOf();
      if (!truth) return;
      const { ctx } = chart;
      const axis = chart.scales['y']!;
      ctx.save();
      ctx.strokeStyle = theme.text;
      ctx.lineWidth = 0.75;
      ctx.beginPath();
      chart.getDatasetMeta(0).data.forEach(({ x }, index) => {
        const channel = channels[index]!;
        const heights = [-1, 0, 1].map((side) =>
          axis.getPixelForValue(truth.alpha[channel]! + side * truth.errors[channel]!),
        );
        ctx.moveTo(x, heights[0]!);
        ctx.lineTo(x, heights[2]!);
        for (const height of heights) {
          ctx.moveTo(x - 2, height);
          ctx.lineTo(x + 2, height);
        }
      });
      ctx.stroke();
      ctx.restore();
    },
  };
}
