import { columnBounds, type Column } from './columns.ts';
import {
  columnChartConfig,
  type ChartLook,
  type ColumnChartConfiguration,
  type ColumnLook,
} from './columnChart.ts';
import { waterfallColumns, type Waterfall } from './waterfall.ts';
import { waterfallMarks } from './waterfallMarks.ts';

/** How a waterfall is drawn: on an axis around the way it goes, with room for the words at both ends. */
export function waterfallLook(look: ChartLook, columns: readonly Column[]): ColumnLook {
  const { low, high } = columnBounds(columns);
  const room = 0.08 * (high - low);
  return { ...look, fromZero: false, bounds: { low: low - room, high: high + room } };
}

/** The configuration of a waterfall from F(0) to the score. */
export function waterfallChartConfig(waterfall: Waterfall, look: ChartLook): ColumnChartConfiguration {
  const columns = waterfallColumns(waterfall);
  const { theme, fontSize = 11 } = look;
  const marks = waterfallMarks(() => ({ columns, theme, fontSize }));
  const shown = { columns, look: waterfallLook(look, columns) };
  return columnChartConfig(() => shown, [marks]);
}
