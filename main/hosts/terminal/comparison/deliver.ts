import { writeFiles } from '../../../engine/writeFiles.ts';
import { formatOfFile, type TableFormat } from './formats.ts';
import { comparisonJson, comparisonReport, type ComparisonResults } from './report.ts';

/** Where a comparison goes. */
export interface Delivery {
  /** JSON to standard output. */
  readonly json?: true;
  /** The table to this file instead of standard output. */
  readonly file?: string;
  /** Of the table; as the file's name ends where it is absent. */
  readonly format?: TableFormat;
}

/** Writes JSON, a table, or both; a table of no image is left out. @throws WorkbenchError 'disk-failed' */
export async function deliver(results: ComparisonResults, delivery: Delivery): Promise<void> {
  const { json, file, format = formatOfFile(file ?? '') } = delivery;
  if (json) process.stdout.write(comparisonJson(results));
  if (json && file === undefined) return;
  if (results.images.length === 0 && format !== 'json') return;
  const text = comparisonReport(results, format);
  if (file === undefined) process.stdout.write(text);
  else await writeFiles([{ path: file, data: new TextEncoder().encode(text) }]);
}
