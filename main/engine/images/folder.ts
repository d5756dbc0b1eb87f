import { readdir, realpath, stat } from 'node:fs/promises';
import type { Dirent } from 'node:fs';
import path from 'node:path';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { SkippedEntry } from '../../../shared/failures.ts';
import { isInside, realFolder } from './resolveInside.ts';

export interface FoundImage {
  /** Relative to the scanned folder, with forward slashes. */
  readonly path: string;
  readonly bytes: number;
}

export interface ScanBatch {
  readonly images: FoundImage[];
  /** Entries since the last batch that could not be read, lead outside the folder or to what is listed already. */
  readonly skipped: SkippedEntry[];
}

const IMAGE_FILE = /\.(jpe?g|png|webp|gif|avif|bmp)$/i;
const BATCH = 64;
const naturalOrder = new Intl.Collator('en', { numeric: true, sensitivity: 'base' }).compare;

/** Whether a file name has the ending of a format that the workbench decodes. */
export function isImageName(name: string): boolean {
  return IMAGE_FILE.test(name) && !path.basename(name).startsWith('.');
}

/**
 * Lists the images below a folder in batches of at most 64, each directory's files before its
 * sub-directories, both in natural order (img2 before img10). Hidden entries are left out, a
 * directory is visited once, and links that lead outside are skipped.
 *
 * @throws WorkbenchError `folder-missing` when `root` itself cannot be listed.
 */
export async function* scanFolder(root: string): AsyncGenerator<ScanBatch> {
  const base = await realFolder(root);
  const visited = new Set([base]);
  const waiting = [''];
  let images: FoundImage[] = [];
  let skipped: SkippedEntry[] = [];
  for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
    const entries = await listed(base, folder);
    if (typeof entries === 'string') {
      skipped.push({ path: folder, reason: entries });
      continue;
    }
    const below: string[] = [];
    for await (const { relative, kind } of classified(base, folder, entries)) {
      if (kind === 'other') continue;
      else if ('skipped' in kind) skipped.push({ path: relative, reason: kind.skipped });
      else if ('bytes' in kind) images.push({ path: relative, bytes: kind.bytes });
      else if (visited.has(kind.folder)) skipped.push({ path: relative, reason: LISTED_ALREADY });
      else {
        visited.add(kind.folder);
        below.push(relative);
      }
      if (images.length === BATCH) {
        yield { images, skipped };
        images = [];
        skipped = [];
      }
    }
    waiting.unshift(...below);
  }
  if (images.length > 0 || skipped.length > 0) yield { images, skipped };
}

/** The entries in their order, or why a sub-folder cannot be listed. */
async function listed(base: string, folder: string): Promise<Dirent[] | string> {
  try {
    const entries = await readdir(path.join(base, folder), { withFileTypes: true });
    return entries
      .filter((entry) => !entry.name.startsWith('.'))
      .sort((a, b) => naturalOrder(a.name, b.name) || (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (folder !== '') return whyUnread(error);
    throw new WorkbenchError(
      'folder-missing',
      `The folder ${base} cannot be listed. Check that it is a folder and may be read, or open another one.`,
      { cause: error },
    );
  }
}

/** An image, a folder with its real path, why it is neither although it looks like one, or something else. */
type Kind = 'other' | { readonly skipped: string } | { readonly folder: string } | { readonly bytes: number };

const LEADS_OUT = 'It is a link that leads out of the folder.';
const LISTED_ALREADY = 'It leads to a folder that is listed already.';
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'You may not read it.',
  EPERM: 'You may not read it.',
  ENOENT: 'It has gone, or is a link that leads nowhere.',
  ELOOP: 'It is a link that leads to itself.',
};

function whyUnread(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ''] ?? `${message}.`;
}

/** The entries of a folder in their order, several looked at together, as each waits for the disk. */
async function* classified(
  base: string,
  folder: string,
  entries: readonly Dirent[],
): AsyncGenerator<{ readonly relative: string; readonly kind: Kind }> {
  const pathOf = ({ name }: Dirent) => (folder === '' ? name : `${folder}/${name}`);
  for (let first = 0; first < entries.length; first += BATCH) {
    const some = entries.slice(first, first + BATCH);
    yield* await Promise.all(
      some.map(async (entry) => ({
        relative: pathOf(entry),
        kind: await classify(base, pathOf(entry), entry),
      })),
    );
  }
}

async function classify(base: string, relative: string, entry: Dirent): Promise<Kind> {
  const candidate = entry.isDirectory() || entry.isSymbolicLink() || isImageName(entry.name);
  if (!candidate) return 'other';
  try {
    const real = await realpath(path.join(base, relative));
    if (!isInside(base, real)) return { skipped: LEADS_OUT };
    const info = await stat(real);
    if (info.isDirectory()) return { folder: real };
    return info.isFile() && isImageName(entry.name) ? { bytes: info.size } : 'other';
  } catch (error) {
    return { skipped: whyUnread(error) };
  }
}
