import type { Plugin } from 'chart.js';
import { columnColor, DENSE, type Column } from './columns.ts';
import { columnGeometry, valueHeight, type DrawnChart } from './drawnChart.ts';
import type { FigureTheme } from './theme.ts';

/** Height of what is left of a column whose channel is switched off: its end. */
const END = 2;
/** Columns so far apart have a gap of a pixel between them. */
const WITH_GAPS = 3;

/**
 * Draws more than {@link DENSE} columns as plain rectangles: thousands of them in the time that Chart.js takes for
 * some dozens of its marks. A switched-off channel is drawn as the end of its bar alone.
 * @param drawn asked at every drawing
 */
export function denseColumns(
  drawn: () => { readonly columns: readonly Column[]; readonly look: { readonly theme: FigureTheme } },
): Plugin<'bar'> {
  return {
    id: 'denseColumns',
    afterDatasetsDraw(chart: DrawnChart) {
      const { columns, look } = drawn();
      if (columns.length <= DENSE) return;
      const { ctx } = chart;
      const { theme } = look;
      const geometry = columnGeometry(chart, columns.length);
      // Sides on whole pixels: neighbours neither blend nor leave seams.
      const side = (place: number) => Math.round(geometry.left + place * geometry.step);
      const gap = geometry.step >= WITH_GAPS ? 1 : 0;
      ctx.save();
      for (const color of [theme.warm, theme.cool]) {
        ctx.fillStyle = color;
        columns.forEach((column, place) => {
          if (columnColor(column, theme) !== color) return;
          const [from, to] = [valueHeight(geometry, column.from), valueHeight(geometry, column.to)];
          const start = column.absent ? to - Math.sign(to - from) * END : from;
          const x = side(place);
          ctx.fillRect(x, start, Math.max(1, side(place + 1) - x - gap), to - start);
        });
      }
      ctx.restore();
    },
  };
}
