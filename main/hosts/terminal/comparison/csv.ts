import { stringify } from 'csv-stringify/sync';
import type { TableData } from './tableData.ts';

/**
 * For programs: full precision, four columns for each mean (`name`, `name_low`, `name_high`, `name_n`), empty where there is
 * no number; then on how many images the method failed, and why; the notes follow as lines that begin with #.
 */
export function asCsv({ columns, rows, notes }: TableData): string {
  const head = [
    'method',
    ...columns.flatMap(({ id }) => [id, `${id}_low`, `${id}_high`, `${id}_n`]),
    'failed',
    'failure',
  ];
  const lines = rows.map(({ id, cells, failed, failure }) => [
    id,
    ...cells.flatMap((cell) => (cell ? [cell.mean, cell.low, cell.high, cell.n] : [null, null, null, 0])),
    failed,
    failure,
  ]);
  return `${stringify([head, ...lines])}${notes.map((note) => `# ${note}\n`).join('')}`;
}
