import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { WorkbenchError } from '../../../shared/errors.ts';
import { writeFiles } from '../../engine/writeFiles.ts';
import { encodeAs, outputStem, type Saveable, type SaveFormat } from './explanationFiles.ts';
import type { Input } from './inputs.ts';

/** Saves one explanation. Throws `disk-failed`, and `path-refused` for names that another input has taken. */
export type Save = (input: Input, saveable: Saveable) => Promise<void>;

const DEFAULT_FORMATS: readonly SaveFormat[] = ['png', 'json'];

/**
 * Prepares to save below `folder`, which is made where it is not there.
 * @param version of the program
 * @throws WorkbenchError 'disk-failed'
 */
export async function openSaver(
  version: string,
  folder: string,
  formats: readonly SaveFormat[] = DEFAULT_FORMATS,
): Promise<Save> {
  await makeFolder(folder);
  /** Inputs by the names of their files: two arguments may hold files of the same name. */
  const owners = new Map<string, string>();
  return async (input, saveable) => {
    const stem = outputStem(input, saveable.explained);
    const owner = owners.get(stem) ?? input.path;
    if (owner !== input.path) {
      throw new WorkbenchError(
        'path-refused',
        `${input.path} would be saved under the names of ${owner}. Explain it by itself, with another --out.`,
      );
    }
    owners.set(stem, owner);
    const path = join(folder, stem);
    await makeFolder(dirname(path));
    const files = await Promise.all(
      formats.map(async (format) => ({
        path: `${path}.${format}`,
        data: await encodeAs(format, input, saveable, version),
      })),
    );
    await writeFiles(files);
  };
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new WorkbenchError(
      'disk-failed',
      `Folder ${folder} cannot be made (${reason}). Choose another --out.`,
      { cause: error },
    );
  }
}
