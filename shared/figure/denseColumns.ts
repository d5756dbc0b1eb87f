import type { Plugin } from 'chart.js';
import type { Box } from './canvas2d.ts';
import { columnColor, DENSE, type Column } from './columns.ts';
import { columnGeometry, valueHeight, type ColumnGeometry, type DrawnChart } from './drawnChart.ts';
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
      const geometry = columnGeometry(chart, columns.length);
      ctx.save();
      for (const color of [look.theme.warm, look.theme.cool]) {
        ctx.fillStyle = color;
        const boxes = boxesOf(columns, geometry, (column) => columnColor(column, look.theme) === color);
        for (const { x, y, width, height } of boxes) ctx.fillRect(x, y, width, height);
      }
      ctx.restore();
    },
  };
}

/** Boxes of the columns wanted; those of present channels that share a pixel's width are one. */
function boxesOf(
  columns: readonly Column[],
  geometry: ColumnGeometry,
  wanted: (column: Column) => boolean,
): Box[] {
  const present: Box[] = [];
  const ends: Box[] = [];
  columns.forEach((column, place) => {
    if (!wanted(column) || !Number.isFinite(column.to)) return;
    const box = boxOf(column, place, geometry);
    const last = present.at(-1);
    if (column.absent) ends.push(box);
    else if (last?.x === box.x) present[present.length - 1] = joined(last, box);
    else present.push(box);
  });
  return [...present, ...ends];
}

/** On whole pixels: neighbours neither blend nor leave seams, and such boxes are filled fastest. */
function boxOf({ from, to, absent }: Column, place: number, geometry: ColumnGeometry): Box {
  const { left, step } = geometry;
  const x = Math.round(left + place * step);
  const gap = step >= WITH_GAPS ? 1 : 0;
  const width = Math.max(1, Math.round(left + (place + 1) * step) - x - gap);
  const [start, end] = [Math.round(valueHeight(geometry, from)), Math.round(valueHeight(geometry, to))];
  if (absent) return { x, y: end < start ? end : end - END, width, height: END };
  return { x, y: Math.min(start, end), width, height: Math.max(1, Math.abs(end - start)) };
}

function joined(a: Box, b: Box): Box {
  const y = Math.min(a.y, b.y);
  const bottom = Math.max(a.y + a.height, b.y + b.height);
  return { x: a.x, y, width: Math.max(a.width, b.width), height: bottom - y };
}
