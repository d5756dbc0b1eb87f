import { expect, test } from 'vitest';
import { readOutWords } from '../../../../renderer/screens/viewer/readOutWords.ts';

const AT = { x: 12.7, y: 30 };

test('a point of a map that is drawn has its value', () => {
  expect(readOutWords(AT, -0.25)).toBe('x 12 · y 30 · map −0.250');
});

test('a point beside what the model saw is said to be not seen', () => {
  expect(readOutWords(AT, 'unseen')).toBe('x 12 · y 30 · not seen by the model');
});

test('where no map is drawn nothing is said of what the model saw', () => {
  expect(readOutWords(AT, null)).toBe('x 12 · y 30');
});
