import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { WorkbenchError } from '../../shared/errors.ts';

export interface FileToWrite {
  readonly path: string;
  /** The whole content, or its parts in order. */
  readonly data: Uint8Array | Iterable<Uint8Array>;
}

/**
 * Writes files so that each is there whole or not at all: under a temporary name beside its own, renamed when all have
 * been written, so that a loss of power leaves the old file or the new one. Throws `disk-failed`.
 */
export async function writeFiles(files: readonly FileToWrite[]): Promise<void> {
  const marked = files.map(({ path, data }) => ({
    path,
    data,
    temporary: join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.part`),
  }));
  let current = '';
  try {
    for (const { path, data, temporary } of marked) {
      current = path;
      await writeThrough(temporary, data);
    }
    for (const { path, temporary } of marked) {
      current = path;
      await rename(temporary, path);
    }
  } catch (error) {
    // What went wrong first is what is told, even where nothing can be taken away either.
    await Promise.allSettled(marked.map(({ temporary }) => rm(temporary, { force: true })));
    throw new WorkbenchError('disk-failed', `${current} could not be written: ${diskReason(error)}`, {
      cause: error,
    });
  }
}

/**
 * Takes away what writes of a file left beside it when the program was killed; what cannot be taken away stays. Only for a file that
 * nobody else writes: it is done before anything else happens.
 */
export function removeUnfinished(path: string): void {
  const begin = `.${basename(path)}.`;
  try {
    for (const name of readdirSync(dirname(path))) {
      if (name.startsWith(begin) && /^[\da-f]{12}\.part$/.test(name.slice(begin.length)))
        rmSync(join(dirname(path), name), { force: true });
    }
  } catch {
    // There is no folder yet, or nothing can be changed there, which the first write will tell.
  }
}

/** Writes a new file that is on the disk, and not in its cache only, when this settles: a rename could reach it before. */
async function writeThrough(path: string, data: FileToWrite['data']): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await writeFile(file, data);
    await file.sync();
  } finally {
    await file.close();
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Free some space, or choose another disk.',
  EACCES: 'you may not write there. Choose another folder.',
  EPERM: 'you may not write there. Choose another folder.',
  EROFS: 'the disk is read-only. Choose another folder.',
  ENOENT: 'the folder does not exist. Choose another folder.',
  EISDIR: 'a folder has that name. Choose another name.',
};

function diskReason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ''] ?? `${message}.`;
}
