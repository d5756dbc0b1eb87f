import { readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { LRUCache } from 'lru-cache';
import { scanFolder } from '../images/folder.ts';
import { lastChange } from '../images/lastChange.ts';
import { isInside } from '../images/resolveInside.ts';
import type { AnnotatedImage } from './annotation.ts';
import type { GroundTruth } from './groundTruth.ts';
import { PhotoNames } from './photoNames.ts';
import { readGroundTruth } from './readGroundTruth.ts';

/** COCO files go by these names. */
const COCO_FILE = /^_?(annotations|instances).*\.json$/i;

/** So long a folder's photos are held to be those that were found. */
const NAMES_MILLISECONDS = 60_000;

/** Annotations that lie with the photos of an opened folder. Files that were read are kept until they change. */
export class BoxesBeside {
  readonly #files = new LRUCache<string, Promise<GroundTruth>>({ max: 32 });
  readonly #names = new LRUCache<string, Promise<PhotoNames>>({ max: 4, ttl: NAMES_MILLISECONDS });

  /**
   * What is known of a photo: the .xml file of its name beside it or in `../Annotations`, as Pascal VOC lays them out; else the
   * first COCO file that names it, beside it, in the opened folder, or in `annotations` there. Nothing outside the
   * opened folder is read.
   * @param root the opened folder, real
   * @param photo the photo's file, real
   * @returns null where there is no annotation
   * @throws WorkbenchError 'input-invalid' for a file that cannot be read, and where photos named alike cannot be told apart
   */
  async of(root: string, photo: string): Promise<AnnotatedImage | null> {
    const { dir, name } = path.parse(photo);
    for (const folder of [dir, path.join(dir, '..', 'Annotations')]) {
      const found = await this.#look(root, path.join(folder, `${name}.xml`), photo);
      if (found) return found;
    }
    for (const folder of new Set([dir, root, path.join(root, 'annotations')])) {
      const names = await readdir(folder).catch(() => []);
      for (const file of names.filter((each) => COCO_FILE.test(each)).sort()) {
        const found = await this.#look(root, path.join(folder, file), photo);
        if (found) return found;
      }
    }
    return null;
  }

  async #look(root: string, candidate: string, photo: string): Promise<AnnotatedImage | undefined> {
    const file = await realpath(candidate).catch(() => null);
    if (file === null || !isInside(root, file)) return undefined;
    const key = `${String(await lastChange(file))}:${file}`;
    const truth = this.#files.get(key) ?? readGroundTruth(file);
    this.#files.set(key, truth);
    return (await truth).of(photo, () => this.#photosOf(root));
  }

  #photosOf(root: string): Promise<PhotoNames> {
    const known = this.#names.get(root);
    if (known) return known;
    const names = namesBelow(root);
    names.catch(() => this.#names.delete(root));
    this.#names.set(root, names);
    return names;
  }
}

async function namesBelow(root: string): Promise<PhotoNames> {
  const photos: string[] = [];
  for await (const { images } of scanFolder(root))
    photos.push(...images.map((image) => path.join(root, image.path)));
  return new PhotoNames(photos);
}
