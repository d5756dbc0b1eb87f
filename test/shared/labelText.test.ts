import { expect, test } from 'vitest';
import { readLabelText } from '../../shared/labelText.ts';

test.each<[string, string, readonly string[]]>([
  ['one name a line', 'cat\ndog\r\nbird\n', ['cat', 'dog', 'bird']],
  [
    'a synset list',
    'n01440764 tench, Tinca tinca\nn01443537 goldfish, Carassius auratus',
    ['tench, Tinca tinca', 'goldfish, Carassius auratus'],
  ],
  ['numbered lines', '0: cat\n1: dog', ['cat', 'dog']],
  ['a table of numbers and names', '0\tcat\n1\tdog', ['cat', 'dog']],
  ['names that begin with a number', '3 of spades\n10 of hearts', ['3 of spades', '10 of hearts']],
  ['a list in JSON', '["cat", "dog"]', ['cat', 'dog']],
  ['a list in Python', "['cat', 'dog\\'s life',]", ['cat', "dog's life"]],
  ['a tuple in Python', "('cat', 'dog')", ['cat', 'dog']],
])('%s', (_, text, names) => {
  expect(readLabelText(text)).toEqual(names);
});

test.each<[string, string]>([
  ['numbers to names', '{"0": "cat", "7": "dog (small)"}'],
  ['names to numbers', '{"cat": 0, "dog (small)": 7}'],
  ["Keras' index", '{"0": ["n0", "cat"], "7": ["n7", "dog (small)"]}'],
  ['a dict in Python', "{0: 'cat', 7: 'dog (small)'}"],
])('%s', (_, text) => {
  expect(readLabelText(text)).toEqual(
    new Map([
      [0, 'cat'],
      [7, 'dog (small)'],
    ]),
  );
});

test.each([
  ['', /it is empty/],
  ['{"0": ', /neither JSON nor a Python dict or list/],
  ['[1, 2]', /entry 0 is no text/],
  ['{"cat": "dog"}', /'cat' is neither a number with a name nor a name with a number/],
])('%j is refused', (text, reason) => {
  expect(() => readLabelText(text)).toThrow(reason);
});
