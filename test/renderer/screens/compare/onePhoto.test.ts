import { expect, test } from 'vitest';
import { onePhoto } from '../../../../renderer/screens/compare/onePhoto.ts';

const column = (image: string, title: string) => ({ image, title });

test('classes of one photo are said to be of it', () => {
  expect(onePhoto([column('f/a/cat.png', 'tiger cat'), column('f/a/cat.png', 'lynx')])).toBe('a/cat.png');
});

test('photos name themselves', () => {
  expect(onePhoto([column('f/cat.png', 'cat.png'), column('f/dog.png', 'dog.png')])).toBeNull();
  expect(onePhoto([column('f/cat.png', 'cat.png')])).toBeNull();
  expect(onePhoto([])).toBeNull();
});
