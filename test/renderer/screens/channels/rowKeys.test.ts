import { expect, test } from 'vitest';
import { rowAfter } from '../../../../renderer/screens/channels/rowKeys.ts';

test.each([
  ['ArrowDown', 3, 4],
  ['ArrowUp', 3, 2],
  ['PageDown', 3, 13],
  ['PageDown', 15, 19],
  ['PageUp', 3, 0],
  ['Home', 3, 0],
  ['End', 3, 19],
])('%s leads from row %i of twenty to %i', (key, from, to) => {
  expect(rowAfter(key, from, 20)).toBe(to);
});

test('other keys lead nowhere', () => {
  expect(rowAfter('Enter', 3, 20)).toBeNull();
});
