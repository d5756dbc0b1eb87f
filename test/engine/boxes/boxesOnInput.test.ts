import { expect, test } from 'vitest';
import { boxesOnInput } from '../../../main/engine/boxes/boxesOnInput.ts';

const input = { width: 224, height: 224 };
const LABEL = 'tabby, tabby cat';
const box = { left: 200, top: 50, right: 300, bottom: 150 };
const named = (name: string, size: { width: number; height: number } | null = null) => ({
  file: null,
  size,
  boxes: [{ name, ...box }],
});
/** A photo of 600 × 400 whose centre square is the input. */
const placement = { photo: { width: 600, height: 400 }, seen: { x: 100, y: 0, width: 400, height: 400 } };

test('goes through resize and crop onto the input', () => {
  expect(boxesOnInput(named('tabby'), placement, input, 281, LABEL)).toEqual([
    { left: 56, top: 28, right: 112, bottom: 84 },
  ]);
});

test('a tensor has boxes in its own pixels', () => {
  expect(boxesOnInput(named('tabby'), null, input, 281, LABEL)).toEqual([box]);
});

test.each(['Tabby', 'tabby cat', 'tabby, tabby cat', '281'])('%j is the class', (name) => {
  expect(boxesOnInput(named(name), placement, input, 281, LABEL)).toHaveLength(1);
});

test.each(['cat', 'dog', '282', ''])('%j is not', (name) => {
  expect(boxesOnInput(named(name), placement, input, 281, LABEL)).toEqual([]);
});

test('boxes of a photo of another size are refused', () => {
  expect(boxesOnInput(named('281', { width: 600, height: 400 }), placement, input, 281, LABEL)).toHaveLength(
    1,
  );
  const turned = named('281', { width: 400, height: 600 });
  expect(() => boxesOnInput(turned, placement, input, 281, LABEL)).toThrow(/400 × 600.*600 × 400/);
});
