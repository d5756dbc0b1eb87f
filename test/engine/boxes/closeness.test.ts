import { expect, test } from 'vitest';
import { closeness } from '../../../main/engine/boxes/closeness.ts';

test.each([
  ['/photos/1.jpg', '/boxes/2.jpg', 0],
  ['/photos/1.jpg', '/boxes/1.png', 0],
  ['/photos/1.jpg', '/boxes/1', 1],
  ['/photos/1.jpg', '/boxes/1.jpg', 1.5],
  ['/photos/a/1.jpg', '/boxes/a/1', 2],
  ['/photos/a/b/1.jpg', '/boxes/a/b/1', 3],
  ['/photos/a/b/1.jpg', '/boxes/b/a/1', 1],
  ['/photos/1.jpg', '/photos/1.jpg', 3.5],
  ['C:\\photos\\a\\1.jpg', 'C:\\boxes\\a\\1.jpg', 2.5],
])('%s fits %s by %d', (photo, place, fit) => {
  expect(closeness(photo, place)).toBe(fit);
});
