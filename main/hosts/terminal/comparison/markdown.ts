import { markdownTable } from 'markdown-table';
import { headOf, rowHeadOf, type TableData } from './tableData.ts';
import { cellOf } from './text.ts';

/** A table for GitHub and its like, with the notes as a list. */
export function asMarkdown({ columns, rows, notes }: TableData): string {
  const table = markdownTable(
    [
      ['Method', ...columns.map(headOf)],
      ...rows.map((row) => [rowHeadOf(row), ...row.cells.map((cell) => cellOf(cell, ' '))]),
    ],
    { align: ['l', ...columns.map(() => 'r')], stringLength: (text) => [...text].length },
  );
  return `${table}\n\n${notes.map((note) => `- ${note}\n`).join('')}`;
}
