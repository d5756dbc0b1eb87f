import { expect, test } from 'vitest';
import { parseCocoJson } from '../../../main/engine/boxes/cocoJson.ts';

const coco = {
  images: [
    { id: 1, file_name: 'a.jpg', width: 640, height: 480 },
    { id: 2, file_name: 'sub/b.jpg' },
  ],
  annotations: [
    { id: 9, image_id: 1, category_id: 17, bbox: [10, 20.5, 30, 40], area: 1200, iscrowd: 0 },
    { id: 10, image_id: 3, category_id: 17, bbox: [0, 0, 1, 1] },
  ],
  categories: [{ id: 17, name: 'cat', supercategory: 'animal' }],
};

test('turns left, top, width and height into edges, and names into text', () => {
  expect(parseCocoJson(JSON.stringify(coco), 'i.json')).toEqual([
    {
      file: 'a.jpg',
      size: { width: 640, height: 480 },
      boxes: [{ name: 'cat', left: 10, top: 20.5, right: 40, bottom: 60.5 }],
    },
    { file: 'sub/b.jpg', size: null, boxes: [] },
  ]);
});

test.each(['{', '[]', JSON.stringify({ ...coco, annotations: [{ image_id: 1 }] })])('refuses %j', (text) => {
  expect(() => parseCocoJson(text, 'boxes/i.json')).toThrow(/boxes\/i\.json/);
});
