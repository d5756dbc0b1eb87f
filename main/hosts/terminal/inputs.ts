import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ImagePoint } from '../../engine/explain.ts';
import { openInputRows } from '../../engine/arrays/inputRows.ts';
import { fileHash } from '../../engine/images/fileHash.ts';
import { scanFolder } from '../../engine/images/folder.ts';
import { readOriginal } from '../../engine/images/original.ts';
import { modelView, preprocess } from '../../engine/images/preprocess.ts';
import type { Raster } from '../../engine/images/raster.ts';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { ModelCard } from '../../../shared/modelCard.ts';

/** An image to be explained, read when it is its turn. */
export interface Input {
  /** As the person would name it: from the working folder on. */
  readonly path: string;
  /** Relative to the argument that named it; the file's name where the argument is the file. */
  readonly relative: string;
  /** Row of a .npy file with a batch dimension; null otherwise. */
  readonly row: number | null;
  load(): Promise<LoadedInput>;
}

export interface LoadedInput extends ImagePoint {
  /** Upright pixels to draw on; null where the tensor cannot be shown as a picture. */
  readonly photo: Raster | null;
  /** SHA-256 of its file, in hexadecimal. An array's file, which may be larger than memory, is hashed once, when it is first asked. */
  sha256(): Promise<string>;
}

/**
 * Every image that the arguments name, in their order; folders with all that lies below them. What cannot be read is
 * listed too and fails when it is loaded.
 * @param onSkipped told how many entries of a folder were passed over: unreadable, or links out of it or to what is listed already
 */
export async function* listInputs(
  paths: readonly string[],
  card: ModelCard,
  onSkipped: (folder: string, entries: number) => void,
): AsyncGenerator<Input> {
  for (const path of paths) {
    try {
      const info = await stat(path).catch(() => undefined);
      if (info?.isDirectory()) yield* folderInputs(path, card, onSkipped);
      else if (info === undefined) throw missing(path);
      else if (/\.npy$/i.test(path)) yield* arrayInputs(path, card);
      else yield photoInput(path, basename(path), card);
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      const load = () => Promise.reject(failure);
      yield { path, relative: basename(path), row: null, load };
    }
  }
}

async function* folderInputs(
  folder: string,
  card: ModelCard,
  onSkipped: (folder: string, entries: number) => void,
): AsyncGenerator<Input> {
  let found = 0;
  let unread = 0;
  for await (const { images, skipped } of scanFolder(folder)) {
    found += images.length;
    unread += skipped.length;
    for (const { path } of images) yield photoInput(join(folder, path), path, card);
  }
  if (unread > 0) onSkipped(folder, unread);
  if (found > 0) return;
  throw new WorkbenchError(
    'input-invalid',
    `Folder ${folder} holds no image (jpg, png, webp, gif, avif or bmp). Name another one.`,
  );
}

function photoInput(path: string, relative: string, card: ModelCard): Input {
  const load = async (): Promise<LoadedInput> => {
    const start = performance.now();
    const { photo, sha256 } = await readOriginal(path);
    const { tensor, placement } = await preprocess(photo, card.preprocessing, card.input);
    const decodeMilliseconds = performance.now() - start;
    return {
      tensor,
      placement,
      photo,
      image: path,
      sha256: () => Promise.resolve(sha256),
      decodeMilliseconds,
    };
  };
  return { path, relative, row: null, load };
}

async function* arrayInputs(path: string, card: ModelCard): AsyncGenerator<Input> {
  const rows = await openInputRows(path, card.input);
  const relative = basename(path);
  let hash: Promise<string> | undefined;
  const sha256 = () => (hash ??= fileHash(path));
  for (let row = 0; row < (rows.count ?? 1); row += 1) {
    const load = async (): Promise<LoadedInput> => {
      const start = performance.now();
      const tensor = await rows.read(row);
      const decodeMilliseconds = performance.now() - start;
      return {
        tensor,
        placement: null,
        image: path,
        photo: pictureOf(tensor, card),
        sha256,
        decodeMilliseconds,
      };
    };
    yield { path, relative, row: rows.count === null ? null : row, load };
  }
}

/** What the model sees, as pixels; null for inputs that are not colours or grey. */
function pictureOf(tensor: Float32Array, { preprocessing, input }: ModelCard): Raster | null {
  const colours = { rgb: 3, bgr: 3, grey: 1, rgba: 4, bgra: 4 }[preprocessing.channelOrder];
  return colours === input.channels ? modelView(tensor, preprocessing, input) : null;
}

function missing(path: string): WorkbenchError {
  return new WorkbenchError(
    'image-unreadable',
    `Cannot read ${path}: there is no such file or folder. Check the path.`,
  );
}
