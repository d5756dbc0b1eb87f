import {
  BarController,
  BarElement,
  BasicPlatform,
  CategoryScale,
  Chart,
  LinearScale,
  type ChartItem,
} from 'chart.js';
import type { Box, Canvas2D } from './canvas2d.ts';
import type { ColumnChartConfiguration } from './columnChart.ts';

Chart.register(BarController, BarElement, CategoryScale, LinearScale);

/** Calls by which Chart.js takes hold of a whole canvas; inside a figure the chart owns only its box. */
const IGNORED = new Set(['setTransform', 'resetTransform', 'clearRect']);

/** Draws a Chart.js chart once into a box of any Canvas 2D context, a vector page included. */
export function drawChart(context: Canvas2D, config: ColumnChartConfiguration, box: Box): void {
  context.save();
  context.translate(box.x, box.y);
  const canvas: Record<string, unknown> = { width: box.width, height: box.height, style: {} };
  const inBox = boxed(context, canvas);
  canvas['getContext'] = () => inBox;
  const item: unknown = canvas;
  const chart = new Chart(item as ChartItem, {
    ...config,
    platform: BasicPlatform,
    options: { ...config.options, responsive: false, animation: false, devicePixelRatio: 1, events: [] },
  });
  chart.destroy();
  context.restore();
}

/** The same context, as if it belonged to a canvas of the box's size. */
function boxed(context: Canvas2D, canvas: object): Canvas2D {
  return new Proxy(context, {
    get(target, property) {
      if (property === 'canvas') return canvas;
      if (typeof property === 'string' && IGNORED.has(property)) return () => undefined;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
    set(target, property, value) {
      return Reflect.set(target, property, value, target);
    },
  });
}
