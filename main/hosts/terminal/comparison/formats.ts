import { asCsv } from './csv.ts';
import { asLatex } from './latex.ts';
import { asMarkdown } from './markdown.ts';
import type { TableData } from './tableData.ts';
import { asText } from './text.ts';

export const TABLE_FORMATS = ['text', 'csv', 'latex', 'markdown'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

const WRITERS: Readonly<Record<TableFormat, (table: TableData) => string>> = {
  text: asText,
  csv: asCsv,
  latex: asLatex,
  markdown: asMarkdown,
};

export function formatComparison(table: TableData, format: TableFormat): string {
  return WRITERS[format](table);
}

const ENDINGS: Readonly<Record<string, TableFormat>> = { csv: 'csv', tex: 'latex', md: 'markdown' };

/** The format that a file's name ends in; plain text for other names. */
export function formatOfFile(path: string): TableFormat {
  return ENDINGS[/\.([^.]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''] ?? 'text';
}
