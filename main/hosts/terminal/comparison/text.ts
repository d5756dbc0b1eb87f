import { formatNumber } from '../../../../shared/figure/format.ts';
import type { MeanInterval } from '../../../engine/statistics/bootstrap.ts';
import { formatTable } from '../table.ts';
import { headOf, rowHeadOf, type TableData } from './tableData.ts';

/** For the terminal: the mean, and its interval in a line of its own below. */
export function asText({ columns, rows, notes }: TableData): string {
  const heads = columns.map(headOf);
  const table = formatTable(
    ['Method', ...heads],
    rows.map((row) => [rowHeadOf(row), ...row.cells.map((cell) => cellOf(cell, '\n'))]),
    heads,
  );
  return `${table}\n${notes.map((note) => `${note}\n`).join('')}`;
}

/** @param between the mean and its interval */
export function cellOf(cell: MeanInterval | null, between: string): string {
  if (cell === null) return '–';
  const { mean, low, high } = cell;
  if (low === null || high === null) return formatNumber(mean);
  return `${formatNumber(mean)}${between}[${formatNumber(low)}, ${formatNumber(high)}]`;
}
