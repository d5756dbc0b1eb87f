import type { ChartConfiguration, ChartOptions, Plugin } from 'chart.js';
import { columnColor, DENSE, type Bounds, type Column } from './columns.ts';
import { denseColumns } from './denseColumns.ts';
import { formatTick } from './format.ts';
import { FONT_FAMILY, type FigureTheme } from './theme.ts';

type Span = [from: number, to: number];
export type ColumnChartConfiguration = ChartConfiguration<'bar', (Span | null)[], string>;

/** How a chart of channels looks, whatever its columns are. */
export interface ChartLook {
  readonly theme: FigureTheme;
  /** What the values are, on their axis. */
  readonly unit: string;
  readonly fontSize?: number;
  /** Follow the size of the surrounding element: on screen; a figure states its size. */
  readonly responsive?: boolean;
}

export interface ColumnLook extends ChartLook {
  /** Ends of the value axis. */
  readonly bounds: Bounds;
}

/** Columns, and how they are drawn. */
export interface ShownColumns {
  readonly columns: readonly Column[];
  readonly look: ColumnLook;
}

/**
 * The one Chart.js configuration for columns of channels, on screen and in figures. Needs BarController, BarElement,
 * CategoryScale and LinearScale registered.
 * @param shown asked once here, and at every drawing by what Chart.js does not draw itself
 * @param marks what is drawn over the columns
 */
export function columnChartConfig(
  shown: () => ShownColumns,
  marks: readonly Plugin<'bar'>[],
): ColumnChartConfiguration {
  return {
    type: 'bar',
    data: columnChartData(shown()),
    options: columnChartOptions(shown().look),
    plugins: [denseColumns(shown), ...marks],
  };
}

/** The part of the configuration that follows the channels' values and which of them are switched off. */
export function columnChartData({
  columns,
  look: { theme, unit, fontSize = 11 },
}: ShownColumns): ColumnChartConfiguration['data'] {
  const labels = columns.map(({ label }) => label);
  if (columns.length > DENSE) return { labels, datasets: [{ label: unit, data: [] }] };
  const colors = columns.map((column) => columnColor(column, theme));
  return {
    labels,
    datasets: [
      {
        label: unit,
        data: columns.map(({ from, to }) => (Number.isFinite(to - from) ? [from, to] : null)),
        backgroundColor: columns.map(({ absent }, at) => (absent ? 'rgba(0, 0, 0, 0)' : colors[at]!)),
        borderColor: colors,
        borderWidth: columns.map(({ absent }) => (absent ? 1 : 0)),
        borderSkipped: false,
        categoryPercentage: 0.9,
        barPercentage: 0.9,
        maxBarThickness: MOST_WIDTH * fontSize,
        minBarLength: 1,
      },
    ],
  };
}

/** Widest column, in units of the font's size. */
export const MOST_WIDTH = 3;

/** Height, in units of the font's size, from which on axes have titles: a low chart needs its own for the columns. */
const LEAST_TITLED = 13;

/** The frame: axes and what stands on them. */
export function columnChartOptions(look: ColumnLook): ChartOptions<'bar'> {
  const { theme, unit, fontSize = 11, responsive = true } = look;
  const fontOf = { family: FONT_FAMILY, size: fontSize };
  const titleOf = (text: string, padding: number) => ({
    display: true,
    text,
    color: theme.secondary,
    font: fontOf,
    padding,
  });
  const beforeUpdate = (axis: { chart: { height: number }; options: object }) => {
    // Chart.js' type of any scale knows nothing of titles.
    const { title } = axis.options as { title: { display: boolean } };
    title.display = axis.chart.height >= LEAST_TITLED * fontSize;
  };
  return {
    responsive,
    maintainAspectRatio: false,
    animation: false,
    // What the pointer does is not the chart's affair: it would look for the nearest of thousands of marks.
    events: [],
    layout: { padding: 0 },
    plugins: { legend: { display: false }, tooltip: { enabled: false }, title: { display: false } },
    scales: {
      x: {
        beforeUpdate,
        grid: { display: false },
        border: { display: false },
        // Where level numbers do not fit, upright ones keep every column labelled; slanted ones would not.
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
          sampleSize: DENSE,
        },
        title: titleOf('Channel', 1),
      },
      y: {
        beforeUpdate,
        ...valueAxis(look),
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
          includeBounds: false,
          padding: 4,
          callback: (value) => formatTick(Number(value)),
        },
        title: titleOf(unit, 2),
      },
    },
  };
}

/** The value axis between its ends; values that are all alike have theirs chosen by the chart. */
export function valueAxis({ bounds: { low, high } }: ColumnLook) {
  return low < high ? { min: low, max: high } : { min: undefined, max: undefined };
}
