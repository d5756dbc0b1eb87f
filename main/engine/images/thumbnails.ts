import { LRUCache } from 'lru-cache';
import type { EncodedImage } from '../../../shared/api.ts';
import { decodeImage } from './decode.ts';
import { encodedImage } from './encode.ts';
import { fitRaster } from './fit.ts';
import { lastChange } from './lastChange.ts';

export interface Thumbnails {
  /**
   * The photo as WebP, no larger than `size` on its longer side; asked for twice at once it is made once.
   *
   * @throws WorkbenchError `image-unreadable`
   */
  get(file: string, size: number): Promise<EncodedImage>;
}

/** A cache of scaled-down photos bounded by their encoded bytes; a file that changed is made anew. */
export function createThumbnails(options: { maxBytes: number }): Thumbnails {
  const done = new LRUCache<string, EncodedImage>({
    maxSize: options.maxBytes,
    sizeCalculation: (image) => Math.max(1, image.data.byteLength),
  });
  const underWay = new Map<string, Promise<EncodedImage>>();

  return {
    async get(file, size) {
      const key = `${size}:${await lastChange(file)}:${file}`;
      const ready = done.get(key) ?? underWay.get(key);
      if (ready) return ready;
      const making = makeThumbnail(file, size)
        .then((image) => {
          done.set(key, image);
          return image;
        })
        .finally(() => underWay.delete(key));
      underWay.set(key, making);
      return making;
    },
  };
}

async function makeThumbnail(file: string, size: number): Promise<EncodedImage> {
  return encodedImage(await fitRaster(await decodeImage(file), size), 'webp', 82);
}
