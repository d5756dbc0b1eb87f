import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readGroundTruth } from '../../../main/engine/boxes/groundTruth.ts';

const VOC = `<annotation><filename>other.jpg</filename><object><name>cat</name>
  <bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox></object></annotation>`;
const COCO = JSON.stringify({
  images: [{ id: 1, file_name: 'a/photo.png' }],
  annotations: [],
  categories: [],
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'boxes-'));
  await writeFile(path.join(folder, 'scene.xml'), VOC);
  await writeFile(path.join(folder, 'instances.json'), COCO);
  await writeFile(path.join(folder, 'notes.txt'), '');
});
afterAll(() => rm(folder, { recursive: true }));

test('finds annotations by the name of the photo and of the file', async () => {
  const truth = await readGroundTruth(folder);
  expect(truth.of('photos/scene.jpg')?.boxes).toHaveLength(1);
  expect(truth.of('photos/other.jpg')?.boxes).toHaveLength(1);
  expect(truth.of('photo.png')?.boxes).toEqual([]);
  expect(truth.of('unknown.jpg')).toBeUndefined();
});

test('takes single files too', async () => {
  expect((await readGroundTruth(path.join(folder, 'scene.xml'))).of('scene.png')).toBeDefined();
  expect((await readGroundTruth(path.join(folder, 'instances.json'))).of('photo.png')).toBeDefined();
});

test('says what is not there or no annotation', async () => {
  await expect(readGroundTruth(path.join(folder, 'nothing'))).rejects.toThrow(/no such file/);
  await expect(readGroundTruth(path.join(folder, 'notes.txt'))).rejects.toThrow(/neither in \.json/);
});
