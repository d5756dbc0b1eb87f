import { describe, expect, test } from 'vitest';
import { resized, resizeMode, RESIZES, withResizeMode, type Recipe } from '../../../renderer/state/recipe.ts';

const square = { height: 224, width: 224 };
const recipe: Recipe = {
  resize: { shortestEdge: 256 },
  resample: 'bicubic',
  crop: square,
  fill: 'black',
  rescale: 1 / 255,
  mean: [0.5, 0.5, 0.5],
  std: [0.5, 0.5, 0.5],
  channelOrder: 'rgb',
};

describe('another input size', () => {
  const large = { height: 448, width: 448 };
  test.each<[string, Partial<Recipe>, Partial<Recipe>]>([
    ['grows the shorter edge with the crop', {}, { resize: { shortestEdge: 512 }, crop: large }],
    [
      'grows the longer edge',
      { resize: { longestEdge: 224 } },
      { resize: { longestEdge: 448 }, crop: large },
    ],
    ['is what a stretched photo becomes', { resize: square, crop: null }, { resize: large, crop: null }],
    ['is cut from a photo that is not resized', { resize: null }, { resize: null, crop: large }],
  ])('%s', (_, before, after) => {
    expect(resized({ ...recipe, ...before }, square, large)).toMatchObject(after);
  });
});

test('each mode of resizing gives the input size and keeps the rest', () => {
  for (const from of RESIZES) {
    for (const to of RESIZES) {
      const changed = withResizeMode(withResizeMode(recipe, from, square), to, square);
      expect(resizeMode(changed)).toBe(to);
      expect(changed.crop ?? changed.resize).toEqual(square);
      expect(changed.mean).toBe(recipe.mean);
    }
  }
});
