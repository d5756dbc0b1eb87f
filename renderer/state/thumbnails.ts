import { LRUCache } from 'lru-cache';
import { toErrorData, type ErrorData } from '../../shared/errors.ts';
import type { Client } from '../transport/connect.ts';
import { BoundedQueue } from './boundedQueue.ts';

/** A thumbnail as the gallery shows it: an object URL, or why there is none. */
export type Thumbnail = { readonly url: string } | { readonly broken: string };

/** Longer side in pixels: 56 CSS pixels on a display of two device pixels each. */
const SIZE = 112;

/** Thumbnails kept: far more than are in view. The engine keeps those that were made before. */
export const MOST_THUMBNAILS = 600;

/** Small pictures of the photos in view: few requests at a time, the newest first. */
export class Thumbnails {
  readonly #client: Client;
  readonly #vanished: (error: ErrorData) => void;
  readonly #queue = new BoundedQueue(4);
  readonly #known = new LRUCache<string, Thumbnail>({
    max: MOST_THUMBNAILS,
    dispose: (thumbnail) => {
      if ('url' in thumbnail) URL.revokeObjectURL(thumbnail.url);
    },
  });

  /** @param vanished told when the folder itself has gone, which says nothing of one photo */
  constructor(client: Client, vanished: (error: ErrorData) => void) {
    this.#client = client;
    this.#vanished = vanished;
  }

  /** Hands the thumbnail to `show`, now if it is known; the answer withdraws a request that has not begun. */
  want(image: string, show: (thumbnail: Thumbnail) => void): () => void {
    const known = this.#known.get(image);
    if (known) {
      show(known);
      return () => {};
    }
    this.#queue.push(image, async () => {
      // A request that the engine's end cut off is made once more of the engine that follows.
      const thumbnail = (await this.#fetch(image)) ?? (await this.#fetch(image));
      if (!thumbnail) return;
      this.#known.set(image, thumbnail);
      show(thumbnail);
    });
    return () => this.#queue.withdraw(image);
  }

  /** What the files of a folder look like may have changed when it is read again. */
  forget(): void {
    this.#known.clear();
  }

  async #fetch(image: string): Promise<Thumbnail | null> {
    try {
      const { data, mime } = await this.#client.call('image.thumbnail', { image, size: SIZE });
      return { url: URL.createObjectURL(new Blob([data.slice()], { type: mime })) };
    } catch (error) {
      const data = toErrorData(error);
      if (data.code === 'engine-restarted' || data.code === 'connection-lost') return null;
      if (data.code !== 'folder-missing') return { broken: data.message };
      this.#vanished(data);
      return null;
    }
  }
}
