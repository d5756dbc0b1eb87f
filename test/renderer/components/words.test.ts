import { expect, test } from 'vitest';
import { counted } from '../../../renderer/components/words.ts';

test.each([
  [counted(0, 'photo'), '0 photos'],
  [counted(1, 'photo'), '1 photo'],
  [counted(12_345, 'photo'), '12,345 photos'],
  [counted(1, 'entry', 'entries'), '1 entry'],
  [counted(2, 'entry', 'entries'), '2 entries'],
])('%s', (words, expected) => {
  expect(words).toBe(expected);
});
