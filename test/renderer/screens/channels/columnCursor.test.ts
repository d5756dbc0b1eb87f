import { expect, test } from 'vitest';
import { ColumnCursor } from '../../../../renderer/screens/channels/columnCursor.svelte.ts';

test('chooses the column it is at, and nothing where there is none', () => {
  const cursor = new ColumnCursor();
  expect(cursor.choose(false)).toBeNull();
  cursor.goTo(4);
  expect(cursor.choose(false)).toEqual({ first: 4, last: 4 });
});

test('draws up a range in either direction and chooses it once', () => {
  const cursor = new ColumnCursor();
  cursor.goTo(5);
  cursor.extendTo(6);
  cursor.extendTo(3);
  expect(cursor.range).toEqual({ first: 3, last: 5 });
  expect(cursor.choose(false)).toEqual({ first: 3, last: 5 });
  expect(cursor.range).toBeNull();
  expect(cursor.choose(false)).toEqual({ first: 3, last: 3 });
});

test('completes a range from the column chosen last', () => {
  const cursor = new ColumnCursor();
  cursor.goTo(2);
  cursor.choose(false);
  cursor.goTo(7);
  expect(cursor.choose(true)).toEqual({ first: 2, last: 7 });
});

test('gives a range up, by itself or by going elsewhere', () => {
  const cursor = new ColumnCursor();
  cursor.extendTo(2);
  expect(cursor.range).toEqual({ first: 0, last: 2 });
  expect(cursor.giveUp()).toBe(true);
  expect(cursor.giveUp()).toBe(false);
  cursor.extendTo(4);
  cursor.goTo(1);
  expect(cursor.range).toBeNull();
});
