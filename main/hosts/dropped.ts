import { stat } from 'node:fs/promises';
import { basename, dirname, extname } from 'node:path';
import type { Notices } from '../../shared/api.ts';
import { toErrorData, WorkbenchError, type ErrorData } from '../../shared/errors.ts';
import { isImageName } from '../engine/images/folder.ts';
import type { Offers } from './offers.ts';

export type Opened = Notices['host.opened'];

/**
 * Opens what was dropped on the window: folders, photos by the folder that they lie in, and models. Of several the first
 * of each kind is to be shown; all are offered.
 */
export async function openDropped(
  paths: readonly string[],
  offers: Offers,
): Promise<{ readonly shown: readonly Opened[]; readonly refused: ErrorData | null }> {
  const opened: Opened[] = [];
  let refused: ErrorData | null = null;
  for (const path of paths) {
    try {
      opened.push(await openPath(path, offers));
    } catch (error) {
      refused ??= toErrorData(error);
    }
  }
  const first = (kind: Opened['kind']) => opened.filter((each) => each.kind === kind).slice(0, 1);
  return { shown: [...first('folder'), ...first('model')], refused };
}

async function openPath(path: string, offers: Offers): Promise<Opened> {
  const name = basename(path);
  if (await isFolder(path)) return { kind: 'folder', folder: await offers.folder(path), image: null };
  if (extname(name).toLowerCase() === '.onnx') return { kind: 'model', model: await offers.model(path) };
  if (isImageName(name)) {
    const folder = await offers.folder(dirname(path));
    return { kind: 'folder', folder, image: `${folder.id}/${name}` };
  }
  throw new WorkbenchError(
    'input-invalid',
    `'${name}' cannot be opened. Drop a folder, photos (JPEG, PNG, WebP, GIF, AVIF, BMP) or a model (.onnx).`,
  );
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (status) => status.isDirectory(),
    () => false,
  );
}
