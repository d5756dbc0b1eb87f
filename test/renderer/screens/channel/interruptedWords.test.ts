import { expect, it } from 'vitest';
import { interruptedWords } from '../../../../renderer/screens/channel/interruptedWords.ts';

it.each([
  [null, 'Interrupted by the end of the engine; a new search begins anew.'],
  [{ done: 0, total: null }, 'Interrupted by the end of the engine; a new search begins anew.'],
  [
    { done: 4, total: 10 },
    'Interrupted by the end of the engine at 4 of 10 photos; a new search begins with the first.',
  ],
  [{ done: 10, total: 10 }, 'Among 10 photos. The engine has ended since: other channels take a new search.'],
])('%j', (progress, words) => {
  expect(interruptedWords(progress)).toBe(words);
});
