import { createHash } from 'node:crypto';
import path from 'node:path';
import type { EngineJobs, Folder, ImageEntry } from '../../shared/api.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import { MOST_FAILURES, type SkippedEntry } from '../../shared/failures.ts';
import type { CancelSignal, Emit } from '../../shared/job.ts';
import { throwIfCancelled } from './cancel.ts';
import { scanFolder } from './images/folder.ts';
import { realFolder, resolveInside } from './images/resolveInside.ts';

/** A short name for a path that is the same in every process. */
export function pathId(file: string): string {
  return createHash('sha256').update(file).digest('hex').slice(0, 12);
}

/** The folders that a host has opened. Images are named by folder and relative path, never by a path of their own. */
export class Folders {
  readonly #folders = new Map<string, Folder>();

  /**
   * @param id of a folder that may lie elsewhere at the next start
   * @throws WorkbenchError 'folder-missing'
   */
  async add(target: string, id?: string): Promise<Folder> {
    const real = await realFolder(path.resolve(target));
    const before = this.list().find((each) => each.path === real);
    const folder: Folder = { id: id ?? before?.id ?? pathId(real), name: path.basename(real), path: real };
    // The latest last, also of those that were there before.
    this.#folders.delete(folder.id);
    this.#folders.set(folder.id, folder);
    return folder;
  }

  list(): Folder[] {
    return [...this.#folders.values()];
  }

  /** Streams the images of a folder in batches. @returns how many there are, and which other entries are left out, and why */
  async scan(
    id: string,
    emit: Emit<{ images: ImageEntry[] }>,
    signal: CancelSignal,
  ): Promise<EngineJobs['folder.scan']['result']> {
    const folder = this.#folder(id);
    let images = 0;
    let skipped = 0;
    const skips: SkippedEntry[] = [];
    for await (const batch of scanFolder(folder.path)) {
      throwIfCancelled(signal, 'Listing the folder');
      images += batch.images.length;
      skipped += batch.skipped.length;
      skips.push(...batch.skipped.slice(0, MOST_FAILURES - skips.length));
      await emit({
        images: batch.images.map((image) => ({
          id: `${id}/${image.path}`,
          name: image.path,
          bytes: image.bytes,
        })),
      });
    }
    return { images, skipped, skips };
  }

  /** Ids of the images of a folder, in its order. @throws WorkbenchError 'folder-missing', 'cancelled' */
  async images(id: string, signal: CancelSignal): Promise<string[]> {
    const ids: string[] = [];
    const collect = ({ images }: { images: ImageEntry[] }) => ids.push(...images.map((image) => image.id));
    await this.scan(id, collect, signal);
    return ids;
  }

  /**
   * Where an image lies on disk.
   * @throws WorkbenchError 'folder-missing', 'path-refused', 'image-unreadable'
   */
  locate(image: string): Promise<string> {
    return resolveInside(this.folderOf(image).path, image.slice(image.indexOf('/') + 1));
  }

  /** The opened folder of an image. @throws WorkbenchError 'folder-missing' */
  folderOf(image: string): Folder {
    const slash = image.indexOf('/');
    return this.#folder(slash < 0 ? image : image.slice(0, slash));
  }

  #folder(id: string): Folder {
    const folder = this.#folders.get(id);
    if (folder) return folder;
    throw new WorkbenchError('folder-missing', `No folder '${id}' is open. Open the folder again.`);
  }
}
