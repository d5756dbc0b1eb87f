import { describe, expect, it } from 'vitest';
import { arrange, type PhotoOrder } from '../../../renderer/state/photoOrder.ts';

const NAMES = ['a.jpg', 'b.jpg', 'dir/c.jpg', 'd.jpg', 'e.jpg'];
const images = NAMES.map((name) => ({ id: `f/${name}`, name, bytes: 1 }));
const PREDICTED: Readonly<Record<string, [string, number]>> = {
  'a.jpg': ['tiger cat', 0.4],
  'b.jpg': ['Egyptian cat', 0.9],
  'dir/c.jpg': ['tiger cat', 0.7],
  'e.jpg': ['class 10', 0.6],
};

function named(order: PhotoOrder, words = ''): string[] {
  const predictionOf = (id: string) => {
    const [label, probability] = PREDICTED[id.slice(2)] ?? [];
    return label !== undefined && probability !== undefined
      ? { index: 1, label, probability, logit: 0 }
      : undefined;
  };
  return arrange(images, order, words, predictionOf).map(({ name }) => name);
}

describe('arrange', () => {
  it('leaves the folder in its order, and the very list where nothing is asked', () => {
    expect(named('name')).toEqual(NAMES);
    expect(arrange(images, 'name', '  ', () => undefined)).toBe(images);
  });

  it('sorts by probability, photos without a prediction last', () => {
    expect(named('surest')).toEqual(['b.jpg', 'dir/c.jpg', 'e.jpg', 'a.jpg', 'd.jpg']);
    expect(named('least-sure')).toEqual(['a.jpg', 'e.jpg', 'dir/c.jpg', 'b.jpg', 'd.jpg']);
  });

  it('groups by predicted class, the surest of each first', () => {
    expect(named('class')).toEqual(['e.jpg', 'b.jpg', 'dir/c.jpg', 'a.jpg', 'd.jpg']);
  });

  it('finds words in names, folders and predicted classes, in any case', () => {
    expect(named('name', 'CAT')).toEqual(['a.jpg', 'b.jpg', 'dir/c.jpg']);
    expect(named('name', 'dir/')).toEqual(['dir/c.jpg']);
    expect(named('surest', 'tiger')).toEqual(['dir/c.jpg', 'a.jpg']);
    expect(named('name', 'nothing')).toEqual([]);
  });
});
