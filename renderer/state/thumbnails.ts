import { LRUCache } from 'lru-cache';
import { toErrorData } from '../../shared/errors.ts';
import type { Client } from '../transport/connect.ts';
import { BoundedQueue } from './boundedQueue.ts';

/** A thumbnail as the gallery shows it: an object URL, or why there is none. */
export type Thumbnail = { readonly url: string } | { readonly broken: string };

/** Longer side in pixels: 56 CSS pixels on a display of two device pixels each. */
const SIZE = 112;

/** Small pictures of the photos in view: few requests at a time, the newest first, the last 2,000 kept. */
export class Thumbnails {
  readonly #client: Client;
  readonly #queue = new BoundedQueue(4);
  readonly #known = new LRUCache<string, Thumbnail>({
    max: 2000,
    dispose: (thumbnail) => {
      if ('url' in thumbnail) URL.revokeObjectURL(thumbnail.url);
    },
  });

  constructor(client: Client) {
    this.#client = client;
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

  async #fetch(image: string): Promise<Thumbnail | null> {
    try {
      const { data, mime } = await this.#client.call('image.thumbnail', { image, size: SIZE });
      return { url: URL.createObjectURL(new Blob([data.slice()], { type: mime })) };
    } catch (error) {
      const { code, message } = toErrorData(error);
      return code === 'engine-restarted' || code === 'connection-lost' ? null : { broken: message };
    }
  }
}
