import { expect, it } from 'vitest';
import { findingWords } from '../../../../renderer/screens/viewer/findingWords.ts';

const view = {
  colormap: 'inferno',
  opacity: 1,
  signed: false,
  interpolation: 'bilinear',
  style: 'filled',
} as const;
/** 3 × 3, highest at the upper right, lowest at the lower left. */
const signed = Float32Array.from([0, 1, 5, 0, 2, 0, -3, 0, 0]);
const map = { height: 3, width: 3, signed, relu: signed.map((value) => Math.max(0, value)) };
const what = 'saliencyMap';
const whole = { x: 0, y: 0, width: 300, height: 600 };

it('says where a map is strongest, in pixels and in thirds of the photo', () => {
  expect(findingWords({ what, map, view }, whole, whole, whole, 'photo')).toBe(
    'Strongest at x 250, y 100, upper right of the photo.',
  );
});

it('says of a signed map also where it is most against the class', () => {
  expect(findingWords({ what, map, view: { ...view, signed: true } }, whole, whole, whole, 'photo')).toBe(
    'Strongest at x 250, y 100, upper right of the photo; most against it at x 50, y 500, lower left of the photo.',
  );
});

it('counts in pixels of the photo where the picture is smaller and the model saw only a part of it', () => {
  const seen = { x: 150, y: 200, width: 30, height: 30 };
  const photo = { width: 3000, height: 6000 };
  expect(findingWords({ what, map, view }, seen, whole, photo, 'photo')).toBe(
    'Strongest at x 1750, y 2050, middle of the photo.',
  );
});

it('names the model’s input where that is shown', () => {
  expect(findingWords({ what, map, view }, whole, whole, whole, 'model’s input')).toBe(
    'Strongest at x 250, y 100, upper right of the model’s input.',
  );
});

it('says of an activation where it is lowest: it speaks against nothing', () => {
  const shown = { what: 'activation', map, view: { ...view, signed: true } } as const;
  expect(findingWords(shown, whole, whole, whole, 'photo')).toContain('; lowest at x 50, y 500, lower left');
});
