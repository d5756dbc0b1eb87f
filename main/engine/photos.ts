import { LRUCache } from 'lru-cache';
import type { EncodedImage, EngineCalls } from '../../shared/api.ts';
import type { ModelCard } from '../../shared/modelCard.ts';
import type { Folders } from './folders.ts';
import { decodeImage } from './images/decode.ts';
import { encodedImage } from './images/encode.ts';
import { fitRaster } from './images/fit.ts';
import { lastChange } from './images/lastChange.ts';
import { readOriginal, type Original } from './images/original.ts';
import { modelView, preprocess, type Preprocessed } from './images/preprocess.ts';
import type { Raster } from './images/raster.ts';
import { createThumbnails } from './images/thumbnails.ts';
import type { OpenModel } from './model/openModel.ts';

/** An image as the model takes it. */
export interface ModelInput extends Preprocessed {
  /** Time for decoding and preprocessing, 0 where both were still held. */
  readonly milliseconds: number;
  /** Names the image as it is on disk now: it changes with the file. */
  readonly version: string;
}

type EncodedPhoto = EngineCalls['image.photo']['output'];

const TENSOR_CACHE_BYTES = 64 * 2 ** 20;
const PHOTO_CACHE_BYTES = 64 * 2 ** 20;
const THUMBNAIL_CACHE_BYTES = 64 * 2 ** 20;

/** Photos of the open folders in the forms that are asked for; every cache is bounded in bytes. */
export class Photos {
  readonly #folders: Folders;
  readonly #thumbnails = createThumbnails({ maxBytes: THUMBNAIL_CACHE_BYTES });
  readonly #tensors = new LRUCache<string, Preprocessed>({
    maxSize: TENSOR_CACHE_BYTES,
    sizeCalculation: (each) => each.tensor.byteLength,
  });
  readonly #photos = new LRUCache<string, EncodedPhoto>({
    maxSize: PHOTO_CACHE_BYTES,
    sizeCalculation: (each) => each.data.byteLength,
  });

  constructor(folders: Folders) {
    this.#folders = folders;
  }

  async thumbnail(image: string, size: number): Promise<EncodedImage> {
    return this.#thumbnails.get(await this.#folders.locate(image), size);
  }

  /** The upright photo, no larger than `size` on its longer side. */
  async photo(image: string, size: number): Promise<EncodedPhoto> {
    const file = await this.#folders.locate(image);
    const key = `${String(size)}:${String(await lastChange(file))}:${image}`;
    const held = this.#photos.get(key);
    if (held) return held;
    const raster = await decodeImage(file);
    const { width, height } = raster;
    const picture = await encodedImage(await fitRaster(raster, size), 'jpeg');
    const encoded = { ...picture, photo: { width, height } };
    this.#photos.set(key, encoded);
    return encoded;
  }

  /** The upright photo's pixels. @throws WorkbenchError 'image-unreadable' */
  async raster(image: string): Promise<Raster> {
    return decodeImage(await this.#folders.locate(image));
  }

  /** The upright photo's pixels, with the SHA-256 of its file. @throws WorkbenchError 'image-unreadable' */
  async original(image: string): Promise<Original> {
    return readOriginal(await this.#folders.locate(image));
  }

  /** The image as the model's input tensor. */
  async input(image: string, { card, opening }: OpenModel): Promise<ModelInput> {
    const file = await this.#folders.locate(image);
    const version = await versionOf(file, image);
    const key = `${opening}:${version}`;
    const held = this.#tensors.get(key);
    if (held) return { ...held, version, milliseconds: 0 };
    const start = performance.now();
    const prepared = await prepare(file, card);
    this.#tensors.set(key, prepared);
    return { ...prepared, version, milliseconds: performance.now() - start };
  }

  /** Names an image as it is on disk now. @throws WorkbenchError 'image-unreadable' for one that is not there */
  async version(image: string): Promise<string> {
    return versionOf(await this.#folders.locate(image), image);
  }

  /** The same for one of many images, which is not kept: what is looked at again stays held beside it. */
  async prepare(image: string, { card }: OpenModel): Promise<Preprocessed> {
    return prepare(await this.#folders.locate(image), card);
  }

  /** Forgets the tensors of a model that is no longer open. */
  forgetInputs(): void {
    this.#tensors.clear();
  }

  /** What the model saw, and the same turned back into pixels. */
  async modelView(image: string, model: OpenModel): Promise<EngineCalls['image.modelView']['output']> {
    const { tensor } = await this.input(image, model);
    const { preprocessing, input } = model.card;
    return { ...(await encodedImage(modelView(tensor, preprocessing, input), 'png')), tensor };
  }
}

async function prepare(file: string, { preprocessing, input }: ModelCard): Promise<Preprocessed> {
  return preprocess(await decodeImage(file), preprocessing, input);
}

async function versionOf(file: string, image: string): Promise<string> {
  return `${String(await lastChange(file))}:${image}`;
}
