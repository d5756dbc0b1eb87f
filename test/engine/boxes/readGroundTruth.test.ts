import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PhotoNames } from '../../../main/engine/boxes/photoNames.ts';
import { readGroundTruth } from '../../../main/engine/boxes/readGroundTruth.ts';

const voc = (name: string, file?: string) => `<annotation>${file ? `<filename>${file}</filename>` : ''}
  <object><name>${name}</name>
  <bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox></object></annotation>`;
const COCO = JSON.stringify({
  images: [{ id: 1, file_name: 'a/photo.png' }],
  annotations: [],
  categories: [],
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'boxes-'));
  for (const below of ['cats', 'dogs', 'voc/Annotations'])
    await mkdir(path.join(folder, below), { recursive: true });
  await writeFile(path.join(folder, 'scene.xml'), voc('cat', 'other.jpg'));
  await writeFile(path.join(folder, 'cats', '1.xml'), voc('cat'));
  await writeFile(path.join(folder, 'dogs', '1.xml'), voc('dog'));
  await writeFile(path.join(folder, 'voc', 'Annotations', '2.xml'), voc('bird'));
  await writeFile(path.join(folder, 'instances.json'), COCO);
  await writeFile(path.join(folder, 'notes.txt'), '');
});
afterAll(() => rm(folder, { recursive: true }));

/** Names of the objects on a photo that is one of two. */
async function objects(target: string, photo: string, other = 'photos/none.jpg') {
  const truth = await readGroundTruth(path.join(folder, target));
  const names = new PhotoNames([photo, other].map((each) => path.resolve('/photos', each)));
  const found = await truth.of(path.resolve('/photos', photo), () => Promise.resolve(names));
  return found?.boxes.map(({ name }) => name);
}

test('finds annotations by the name of the photo and of the file', async () => {
  expect(await objects('', 'scene.jpg')).toEqual(['cat']);
  expect(await objects('', 'other.jpg')).toEqual(['cat']);
  expect(await objects('', 'photo.png')).toEqual([]);
  expect(await objects('', 'unknown.jpg')).toBeUndefined();
});

test('takes single files too', async () => {
  expect(await objects('scene.xml', 'scene.png')).toEqual(['cat']);
  expect(await objects('instances.json', 'photo.png')).toEqual([]);
});

test('files in folders belong to the photos in folders of the same names', async () => {
  expect(await objects('', 'cats/1.jpg', 'dogs/1.jpg')).toEqual(['cat']);
  expect(await objects('', 'dogs/1.jpg', 'cats/1.jpg')).toEqual(['dog']);
  expect(await objects('', 'a/photo.png', 'b/photo.png')).toEqual([]);
  expect(await objects('', 'b/photo.png', 'a/photo.png')).toBeUndefined();
  await expect(objects('cats', 'x/1.jpg', 'y/1.jpg')).rejects.toThrow(/equally well/);
  expect(await objects('voc', 'JPEGImages/2.jpg', 'more/2.jpg')).toEqual(['bird']);
});

test('says what is not there or no annotation', async () => {
  await expect(readGroundTruth(path.join(folder, 'nothing'))).rejects.toThrow(/no such file/);
  await expect(readGroundTruth(path.join(folder, 'notes.txt'))).rejects.toThrow(/neither in \.json/);
});
