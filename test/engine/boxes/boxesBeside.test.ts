import { mkdir, mkdtemp, realpath, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BoxesBeside } from '../../../main/engine/boxes/boxesBeside.ts';

const voc = (name: string) => `<annotation><object><name>${name}</name>
  <bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox></object></annotation>`;
const coco = (file: string, name: string) =>
  JSON.stringify({
    images: [{ id: 1, file_name: file }],
    annotations: [{ image_id: 1, category_id: 7, bbox: [0, 0, 2, 2] }],
    categories: [{ id: 7, name }],
  });

let outside: string;
let root: string;
beforeAll(async () => {
  outside = await realpath(await mkdtemp(path.join(tmpdir(), 'boxes-')));
  root = path.join(outside, 'opened');
  for (const folder of ['', 'JPEGImages', 'Annotations', 'val', 'annotations-none'])
    await mkdir(path.join(root, folder), { recursive: true });
});
afterAll(() => rm(outside, { recursive: true }));

const write = (file: string, text: string) => writeFile(path.join(root, file), text);
const names = async (photo: string) =>
  (await new BoxesBeside().of(root, path.join(root, photo)))?.boxes.map(({ name }) => name) ?? null;

test('an .xml file of the name of the photo goes before COCO files', async () => {
  await write('annotations.json', coco('beside.png', 'from json'));
  expect(await names('beside.png')).toEqual(['from json']);
  await write('beside.xml', voc('from xml'));
  expect(await names('beside.png')).toEqual(['from xml']);
  expect(await names('other.png')).toBeNull();
});

test('the layouts of Pascal VOC and of COCO are known', async () => {
  await write('Annotations/scene.xml', voc('dog'));
  expect(await names('JPEGImages/scene.jpg')).toEqual(['dog']);
  await mkdir(path.join(root, 'annotations'), { recursive: true });
  await write('annotations/instances_val2017.json', coco('0001.jpg', 'cat'));
  expect(await names('val/0001.jpg')).toEqual(['cat']);
});

test('a photo has no boxes of a namesake in another folder', async () => {
  for (const folder of ['cats', 'dogs']) {
    await mkdir(path.join(root, folder), { recursive: true });
    await write(`${folder}/twin.png`, '');
    await write(`${folder}/alone-${folder}.png`, '');
  }
  await write('annotations.json', coco('cats/twin.png', 'cat'));
  expect(await names('cats/twin.png')).toEqual(['cat']);
  expect(await names('dogs/twin.png')).toBeNull();
  await write('annotations.json', coco('twin.png', 'some animal'));
  await utimes(path.join(root, 'annotations.json'), 3, 3);
  await expect(names('cats/twin.png')).rejects.toThrow(/cats\/twin\.png and .*dogs\/twin\.png equally well/);
  await write('annotations.json', coco('alone-cats.png', 'cat'));
  await utimes(path.join(root, 'annotations.json'), 4, 4);
  expect(await names('cats/alone-cats.png')).toEqual(['cat']);
});

test('nothing outside the opened folder is read, neither above it nor through a link', async () => {
  await mkdir(path.join(outside, 'Annotations'));
  await writeFile(path.join(outside, 'Annotations', 'top.xml'), voc('above'));
  expect(await names('top.jpg')).toBeNull();
  await symlink(path.join(outside, 'Annotations', 'top.xml'), path.join(root, 'top.xml'));
  expect(await names('top.jpg')).toBeNull();
});

test('a file that changes is read again; one that cannot be read says so', async () => {
  const beside = new BoxesBeside();
  const photo = path.join(root, 'changing.png');
  await write('changing.xml', voc('before'));
  await utimes(path.join(root, 'changing.xml'), 1, 1);
  expect((await beside.of(root, photo))?.boxes[0]?.name).toBe('before');
  await write('changing.xml', voc('after'));
  expect((await beside.of(root, photo))?.boxes[0]?.name).toBe('after');
  await write('changing.xml', 'no xml <');
  await utimes(path.join(root, 'changing.xml'), 2, 2);
  await expect(beside.of(root, photo)).rejects.toThrow(/Boxes cannot be read from .*changing\.xml/);
});
