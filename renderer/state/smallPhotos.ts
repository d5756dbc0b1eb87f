import { LRUCache } from 'lru-cache';
import type { Client } from '../transport/connect.ts';
import { decodeImage } from './decodeImage.ts';

/** Longer side in pixels: a cell of 128 CSS pixels on a display of two device pixels each. */
const SIZE = 256;

/** Photos at the size of a cell, each fetched once. */
export class SmallPhotos {
  readonly #client: Client;
  readonly #known = new LRUCache<string, Promise<ImageBitmap>>({ max: 64 });

  constructor(client: Client) {
    this.#client = client;
  }

  get(image: string): Promise<ImageBitmap> {
    const known = this.#known.get(image);
    if (known) return known;
    const fetched = this.#fetch(image);
    // One that failed may be asked for again.
    fetched.catch(() => this.#known.delete(image));
    this.#known.set(image, fetched);
    return fetched;
  }

  async #fetch(image: string): Promise<ImageBitmap> {
    return decodeImage(await this.#client.call('image.photo', { image, size: SIZE }));
  }
}
