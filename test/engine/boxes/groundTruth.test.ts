import path from 'node:path';
import { expect, test } from 'vitest';
import type { AnnotatedImage } from '../../../main/engine/boxes/annotation.ts';
import { GroundTruth } from '../../../main/engine/boxes/groundTruth.ts';
import { PhotoNames } from '../../../main/engine/boxes/photoNames.ts';

const at = (file: string) => path.resolve('/data', file);
const image = (file: string): AnnotatedImage => ({ file, size: null, boxes: [] });
const truthOf = (...places: string[]) =>
  new GroundTruth(places.map((place) => ({ image: image(place), source: 'boxes', places: [at(place)] })));

/** The place of the annotation that a photo has among photos. */
async function found(truth: GroundTruth, photo: string, ...others: string[]): Promise<string | null> {
  const names = new PhotoNames([photo, ...others].map(at));
  return (await truth.of(at(photo), () => Promise.resolve(names)))?.file ?? null;
}

test('photos of one name have each their own boxes where their folders are called as the annotation says', async () => {
  const truth = truthOf('boxes/cats/1.jpg', 'boxes/dogs/1.jpg');
  expect(await found(truth, 'photos/cats/1.jpg', 'photos/dogs/1.jpg')).toBe('boxes/cats/1.jpg');
  expect(await found(truth, 'photos/dogs/1.jpg', 'photos/cats/1.jpg')).toBe('boxes/dogs/1.jpg');
});

test('a name is enough where there is one annotation and one photo of it', async () => {
  const truth = truthOf('boxes/train/1.jpg', 'boxes/2');
  expect(await found(truth, 'photos/1.jpg', 'photos/2.png')).toBe('boxes/train/1.jpg');
  expect(await found(truth, 'photos/2.png', 'photos/1.jpg')).toBe('boxes/2');
  expect(await found(truth, 'photos/3.png')).toBeNull();
});

test('boxes of a photo that lies where they say are not those of a namesake elsewhere', async () => {
  const truth = truthOf('photos/1.jpg');
  expect(await found(truth, 'photos/1.jpg', 'photos/more/1.jpg')).toBe('photos/1.jpg');
  expect(await found(truth, 'photos/more/1.jpg', 'photos/1.jpg')).toBeNull();
  expect(await found(truthOf('photos/1', 'photos/1.jpg'), 'photos/1.jpg')).toBe('photos/1.jpg');
});

test('what cannot be told apart is refused, naming both', async () => {
  await expect(found(truthOf('boxes/1.jpg'), 'photos/a/1.jpg', 'photos/b/1.jpg')).rejects.toThrow(
    /fit \/data\/photos\/a\/1\.jpg and \/data\/photos\/b\/1\.jpg equally well/,
  );
  await expect(found(truthOf('x/1.jpg', 'y/1.jpg'), 'photos/1.jpg')).rejects.toThrow(
    /\/data\/photos\/1\.jpg fits the boxes in boxes and in boxes equally well/,
  );
});
