import { columnBounds, widened, type Column } from './columns.ts';
import {
  columnChartConfig,
  type ChartLook,
  type ColumnChartConfiguration,
  type ColumnLook,
} from './columnChart.ts';
import { waterfallColumns, type Waterfall } from './waterfall.ts';
import { waterfallMarks } from './waterfallMarks.ts';

/** Share of the axis that is left free at both ends, for the words there. */
const ROOM = 0.1;

/** How a waterfall is drawn: on an axis around the way it goes. */
export function waterfallLook(look: ChartLook, columns: readonly Column[]): ColumnLook {
  return { ...look, bounds: widened(columnBounds(columns), ROOM) };
}

/** The configuration of a waterfall from F(0) to the score. */
export function waterfallChartConfig(waterfall: Waterfall, look: ChartLook): ColumnChartConfiguration {
  const columns = waterfallColumns(waterfall);
  const { theme, fontSize = 11 } = look;
  const marks = waterfallMarks(() => ({ columns, theme, fontSize }));
  const shown = { columns, look: waterfallLook(look, columns) };
  return columnChartConfig(() => shown, [marks]);
}
