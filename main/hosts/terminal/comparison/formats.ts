import { asCsv } from './csv.ts';
import { asLatex } from './latex.ts';
import { asMarkdown } from './markdown.ts';
import type { TableData } from './tableData.ts';
import { asText } from './text.ts';

export const TABLE_FORMATS = ['text', 'csv', 'latex', 'markdown', 'json'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];
/** Those of a table; JSON holds everything, image by image. */
type WrittenFormat = Exclude<TableFormat, 'json'>;

const WRITERS: Readonly<Record<WrittenFormat, (table: TableData) => string>> = {
  text: asText,
  csv: asCsv,
  latex: asLatex,
  markdown: asMarkdown,
};

export function formatComparison(table: TableData, format: WrittenFormat): string {
  return WRITERS[format](table);
}

const ENDINGS: Readonly<Record<string, TableFormat>> = {
  csv: 'csv',
  tex: 'latex',
  md: 'markdown',
  json: 'json',
};

/** The format that a file's name ends in; plain text for other names. */
export function formatOfFile(path: string): TableFormat {
  return ENDINGS[/\.([^.]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''] ?? 'text';
}
