import { expect, test } from 'vitest';
import { parseVocXml } from '../../../main/engine/boxes/vocXml.ts';

const object = (name: string, ...edges: number[]) =>
  `<object><name>${name}</name><pose>Left</pose><bndbox>${['xmin', 'ymin', 'xmax', 'ymax']
    .map((key, at) => `<${key}>${String(edges[at])}</${key}>`)
    .join('')}</bndbox></object>`;
const annotation = (...objects: string[]) =>
  `<annotation><filename>a.jpg</filename><size><width>500</width><height>375</height><depth>3</depth></size>${objects.join('')}</annotation>`;

test('counts pixels from 1 and takes both edges into the box', () => {
  expect(parseVocXml(annotation(object('7', 1, 1, 500, 375)), 'a.xml')).toEqual({
    file: 'a.jpg',
    size: { width: 500, height: 375 },
    boxes: [{ name: '7', left: 0, top: 0, right: 500, bottom: 375 }],
  });
});

test('reads any number of objects, and sizes that are not known', () => {
  const two = parseVocXml(annotation(object('cat', 2, 3, 4, 5), object('dog', 1, 1, 2, 2)), 'a.xml');
  expect(two.boxes.map(({ name }) => name)).toEqual(['cat', 'dog']);
  expect(parseVocXml(annotation(), 'a.xml').boxes).toEqual([]);
  const bare = parseVocXml(
    '<annotation><size><width>0</width><height>0</height></size></annotation>',
    'a.xml',
  );
  expect(bare).toEqual({ file: null, size: null, boxes: [] });
});

test.each([
  ['no XML', '{"images": []}'],
  ['unclosed', '<annotation><object></annotation>'],
  ['something else', '<svg></svg>'],
  ['no numbers', annotation(object('cat', NaN, 1, 2, 3))],
])('refuses %s and names the file', (_what, text) => {
  expect(() => parseVocXml(text, 'boxes/a.xml')).toThrow(/boxes\/a\.xml/);
});

test('does not grow entities', () => {
  const bomb = `<!DOCTYPE a [<!ENTITY x "${'y'.repeat(100)}">]>${annotation(object('&x;', 1, 1, 2, 2))}`;
  expect(parseVocXml(bomb, 'a.xml').boxes[0]?.name).toBe('&x;');
});
