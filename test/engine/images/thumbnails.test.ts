import { copyFile, mkdtemp, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { decodeImageBytes } from '../../../main/engine/images/decode.ts';
import { createThumbnails } from '../../../main/engine/images/thumbnails.ts';

test('fits the longer side and stays a picture', async () => {
  const image = await createThumbnails({ maxBytes: 1e6 }).get('models/samples/chelsea.png', 128);
  expect(image).toMatchObject({ mime: 'image/webp', width: 128, height: 85 });
  expect(image.data.constructor).toBe(Uint8Array);
  const raster = await decodeImageBytes(image.data, 'thumbnail');
  expect([raster.width, raster.height]).toEqual([128, 85]);
  expect(new Set(raster.data).size).toBeGreaterThan(50);
});

test('a small photo is not enlarged', async () => {
  const image = await createThumbnails({ maxBytes: 1e6 }).get('test/fixtures/decode/plain.bmp', 128);
  expect([image.width, image.height]).toEqual([48, 32]);
});

test('is made once, and again when the file changed or the cache is full', async () => {
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'thumbnails-')), 'a.png');
  await copyFile('models/samples/chelsea.png', file);
  const thumbnails = createThumbnails({ maxBytes: 1e6 });
  const [first, second] = await Promise.all([thumbnails.get(file, 64), thumbnails.get(file, 64)]);
  expect(second).toBe(first);
  expect(await thumbnails.get(file, 64)).toBe(first);
  await utimes(file, new Date(1000), new Date(1000));
  expect(await thumbnails.get(file, 64)).not.toBe(first);

  const tiny = createThumbnails({ maxBytes: first.data.byteLength });
  const kept = await tiny.get(file, 64);
  await tiny.get('models/samples/coffee.png', 32);
  expect(await tiny.get(file, 64)).not.toBe(kept);
});

test('a broken file is an error with its reason', async () => {
  await expect(createThumbnails({ maxBytes: 1e6 }).get('package.json', 64)).rejects.toThrow('not an image');
});
