import { readFileSync } from 'node:fs';
import { WorkbenchError } from '../../shared/errors.ts';
import { measure } from './measure.ts';
import type { Facts, Row } from './row.ts';

/* One model a process, so that a crash or a hang costs one row: prints the row as JSON. */
const stem = process.argv[2] as string;
const { reference, exportError, ...facts } = JSON.parse(readFileSync(`${stem}.facts.json`, 'utf8')) as Facts;
const date = new Date().toISOString().slice(0, 10);

async function row(): Promise<Row> {
  if (exportError !== undefined) return { ...facts, date, outcome: 'not exported', cause: exportError };
  try {
    const measured = await measure(stem, { ...facts, ...(reference && { reference }) });
    return { ...facts, date, outcome: 'explained', measured };
  } catch (error) {
    const outcome =
      error instanceof WorkbenchError && !error.message.includes('ONNX Runtime') && error.code !== 'internal'
        ? 'refused'
        : 'failed';
    return { ...facts, date, outcome, cause: error instanceof Error ? error.message : String(error) };
  }
}

process.stdout.write(`${JSON.stringify(await row())}\n`);
