import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { WorkbenchError } from '../../../shared/errors.ts';

/** Whether `file` is `root` or lies below it; both absolute and free of symbolic links. */
export function isInside(root: string, file: string): boolean {
  const relative = path.relative(root, file);
  return (
    relative === '' ||
    (relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative))
  );
}

/** The folder's real path. @throws WorkbenchError `folder-missing` */
export async function realFolder(root: string): Promise<string> {
  try {
    return await realpath(root);
  } catch (error) {
    throw new WorkbenchError(
      'folder-missing',
      `The folder ${root} cannot be opened. Check that it exists and may be read, or open another folder.`,
      { cause: error },
    );
  }
}

/**
 * The real path of `relative` (forward slashes) below `root`, after all symbolic links.
 *
 * @throws WorkbenchError `path-refused` for anything outside `root`; `image-unreadable` for a file that is gone.
 */
export async function resolveInside(root: string, relative: string): Promise<string> {
  const base = await realFolder(root);
  const wanted = path.resolve(base, relative);
  if (relative.includes('\0') || path.isAbsolute(relative) || !isInside(base, wanted))
    throw refused(relative);
  let file: string;
  try {
    file = await realpath(wanted);
  } catch (error) {
    throw new WorkbenchError(
      'image-unreadable',
      `Cannot read ${relative}: it is no longer in ${root}. Open the folder again to refresh the list.`,
      { cause: error },
    );
  }
  if (!isInside(base, file)) throw refused(relative);
  return file;
}

function refused(relative: string): WorkbenchError {
  return new WorkbenchError(
    'path-refused',
    `${relative.replaceAll('\0', '')} lies outside the opened folder. Open the folder that holds it.`,
  );
}
