import { describe, expect, it } from 'vitest';
import { selectClass } from '../../main/engine/classNames.ts';

const labels = ['tench, Tinca tinca', 'goldfish', 'great white shark', 'crane', 'tiger shark', 'crane', '7'];

describe('a class as a person writes it', () => {
  it.each([
    ['3', { index: 3 }],
    ['top1', { rank: 1 }],
    [' TOP5 ', { rank: 5 }],
    ['goldfish', { index: 1 }],
    ['Great White SHARK', { index: 2 }],
    ['tench, tinca tinca', { index: 0 }],
    ['tinca tinca', { index: 0 }],
  ])('%j', (text, selector) => {
    expect(selectClass(text, labels)).toEqual(selector);
  });

  it.each([
    ['7', /no class '7': the model's classes go from 0 to 6/],
    ['top6', /The model has no class 'top6'/],
    ['-1', /no class '-1'/],
    ['shark', /Did you mean 2 'great white shark', 4 'tiger shark'\?/],
    ['goldfsh', /Did you mean 1 'goldfish'\?/],
    ['crane', /Several classes are called 'crane': 3 'crane', 5 'crane'\. Give the number/],
    ['refrigerator', /Give an index, top1 to top5, or a label/],
    ['', /Give an index/],
  ])('refuses %j and says what comes near', (text, message) => {
    expect(() => selectClass(text, labels)).toThrow(message);
  });

  it('knows no rank beyond the classes there are', () => {
    expect(() => selectClass('top3', ['cat', 'dog'])).toThrow(/no class 'top3'/);
  });
});
