import { BarController, BarElement, CategoryScale, Chart, LinearScale, type Plugin } from 'chart.js';
import {
  columnChartConfig,
  columnChartData,
  columnChartOptions,
  valueAxis,
  type ColumnChartConfiguration,
  type ColumnLook,
  type ShownColumns,
} from '../../../shared/figure/columnChart.ts';
import { DENSE, type Column } from '../../../shared/figure/columns.ts';
import { columnGeometry, type ColumnGeometry, type DrawnChart } from '../../../shared/figure/drawnChart.ts';

Chart.register(BarController, BarElement, CategoryScale, LinearScale);

type Data = ColumnChartConfiguration['data']['datasets'][number]['data'];

/** A chart of columns on a canvas of the page, which does no more than a change asks for. */
export class ShownChart {
  readonly #chart: Chart<'bar', Data, string>;
  #shown: ShownColumns;

  /** @param drawn told where columns and values lie, after each drawing */
  constructor(
    canvas: HTMLCanvasElement,
    shown: ShownColumns,
    marks: Plugin<'bar'>,
    drawn: (geometry: ColumnGeometry) => void,
  ) {
    this.#shown = shown;
    const tell: Plugin<'bar'> = {
      id: 'tell',
      afterDraw: (chart: Omit<DrawnChart, 'ctx'>) => {
        drawn(columnGeometry(chart, this.#shown.columns.length));
      },
    };
    const config = columnChartConfig(() => this.#shown, [marks, tell]);
    this.#chart = new Chart<'bar', Data, string>(canvas, config);
  }

  show(next: ShownColumns): void {
    const before = this.#shown;
    this.#shown = next;
    const frame = frameChange(before.look, next.look);
    if (frame === 'none' && next.columns.length > DENSE && liesAlike(before.columns, next.columns)) {
      this.#chart.draw();
      return;
    }
    if (frame === 'all') this.#chart.options = columnChartOptions(next.look);
    const axis = this.#chart.options.scales?.['y'];
    if (axis) Object.assign(axis, valueAxis(next.look));
    const { labels, datasets } = columnChartData(next);
    this.#chart.data.labels = labels ?? [];
    Object.assign(this.#chart.data.datasets[0] ?? {}, datasets[0]);
    this.#chart.update('none');
  }

  /** Column at a distance from the chart's left edge; beyond the ends the first or the last. */
  placeAt(x: number): number {
    const scale = this.#chart.scales['x'];
    const last = this.#shown.columns.length - 1;
    return Math.min(Math.max(scale?.getValueForPixel(x) ?? 0, 0), last);
  }

  destroy(): void {
    this.#chart.destroy();
  }
}

function frameChange(a: ColumnLook, b: ColumnLook): 'none' | 'bounds' | 'all' {
  if (a.theme !== b.theme || a.unit !== b.unit) return 'all';
  return a.bounds.low === b.bounds.low && a.bounds.high === b.bounds.high ? 'none' : 'bounds';
}

/** Whether columns differ in which are switched off, and in nothing else. */
function liesAlike(a: readonly Column[], b: readonly Column[]): boolean {
  if (a.length !== b.length) return false;
  return a.every(({ label, from, to }, place) => {
    const other = b[place];
    return other?.label === label && other.from === from && other.to === to;
  });
}
