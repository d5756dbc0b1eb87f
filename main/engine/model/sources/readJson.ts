import { promises as fs } from 'node:fs';
import path from 'node:path';
import type * as z from 'zod';
import { WorkbenchError } from '../../../../shared/errors.ts';

/** Text of a file, or undefined where there is none. @throws WorkbenchError 'input-invalid' */
export async function readText(file: string): Promise<string | undefined> {
  try {
    return await fs.readFile(file, 'utf8');
  } catch (error) {
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new WorkbenchError('input-invalid', `'${file}' cannot be read (${code}). Check its permissions.`);
  }
}

/** Parsed JSON of a file, or undefined where there is none. @throws WorkbenchError 'input-invalid' */
export async function readJson(file: string): Promise<unknown> {
  const text = await readText(file);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw unusable(path.basename(file), `it is not valid JSON (${reason})`);
  }
}

/** The value, checked. @throws WorkbenchError 'input-invalid' naming the place and the field */
export function checked<T extends z.ZodType>(schema: T, value: unknown, name: string): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.');
  throw unusable(name, `${field ? `${field}: ` : ''}${issue?.message ?? 'not understood'}`);
}

/** @param name the file or other place that says what cannot be used */
export function unusable(name: string, what: string): WorkbenchError {
  const place = name.replace(/^the /, 'The ');
  return new WorkbenchError('input-invalid', `${place} cannot be used: ${what}. Correct or remove it.`);
}
