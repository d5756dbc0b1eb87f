import type { Plugin } from 'chart.js';
import { DENSE, type Column } from './columns.ts';
import { columnGeometry, columnMiddle, valueHeight, type DrawnChart } from './drawnChart.ts';
import { formatNumber } from './format.ts';
import { font, type FigureTheme } from './theme.ts';

/** Half the width of a level's line, at least. */
const LEAST_HALF = 6;

/**
 * Thin lines from where one column ends to where the next one starts, and the levels at both ends with their values.
 * @param drawn asked at every drawing
 */
export function waterfallMarks(
  drawn: () => {
    readonly columns: readonly Column[];
    readonly theme: FigureTheme;
    readonly fontSize: number;
  },
): Plugin<'bar'> {
  return {
    id: 'waterfallMarks',
    afterDatasetsDraw(chart: DrawnChart) {
      const { columns, theme, fontSize } = drawn();
      const { ctx } = chart;
      const geometry = columnGeometry(chart, columns.length);
      const half = Math.max(0.4 * geometry.step, LEAST_HALF);
      const line = (from: number, to: number, level: number) => {
        ctx.beginPath();
        ctx.moveTo(from, valueHeight(geometry, level));
        ctx.lineTo(to, valueHeight(geometry, level));
        ctx.stroke();
      };
      ctx.save();
      ctx.strokeStyle = theme.axis;
      ctx.lineWidth = 0.75;
      const joined = columns.length > DENSE ? [] : columns.slice(0, -1);
      joined.forEach(({ absent, from, to }, place) => {
        const x = columnMiddle(geometry, place);
        line(x, x + geometry.step, absent ? from : to);
      });
      ctx.strokeStyle = theme.text;
      ctx.lineWidth = 2;
      ctx.font = font(fontSize, 600);
      ctx.fillStyle = theme.text;
      columns.forEach(({ kind, label, to }, place) => {
        if (kind !== 'level' || !Number.isFinite(to)) return;
        const middle = columnMiddle(geometry, place);
        const [left, right] = [
          Math.max(geometry.left, middle - half),
          Math.min(geometry.right, middle + half),
        ];
        line(left, right, to);
        const first = place === 0;
        const neighbour = columns[first ? 1 : place - 1];
        // The words stand on the side that the neighbouring column leaves free.
        const rises = neighbour !== undefined && neighbour.to > neighbour.from;
        const above = first ? !rises : rises;
        ctx.textAlign = first ? 'left' : 'right';
        ctx.textBaseline = above ? 'bottom' : 'top';
        const text = `${label} = ${formatNumber(to)}`;
        ctx.fillText(text, first ? left : right, valueHeight(geometry, to) + (above ? -3 : 3));
      });
      ctx.restore();
    },
  };
}
