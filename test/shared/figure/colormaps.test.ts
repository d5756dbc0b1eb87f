import { describe, expect, test } from 'vitest';
import { colorAt, colormap } from '../../../shared/figure/colormaps.ts';
import { COLORMAPS } from '../../../shared/figure/figureSpec.ts';

const entry = (id: (typeof COLORMAPS)[number], at: number) => [...colormap(id).subarray(3 * at, 3 * at + 3)];

test.each(COLORMAPS)('%s has 256 colours', (id) => {
  const table = colormap(id);
  expect(table).toHaveLength(768);
  expect(new Set(Array.from({ length: 256 }, (_, i) => entry(id, i).join())).size).toBeGreaterThan(100);
});

describe("values of matplotlib's tables", () => {
  test.each([
    ['jet', 0, [0, 0, 127]],
    ['jet', 64, [0, 128, 255]],
    ['jet', 128, [124, 255, 121]],
    ['jet', 200, [255, 118, 0]],
    ['jet', 255, [127, 0, 0]],
    ['viridis', 0, [68, 1, 84]],
    ['viridis', 255, [253, 231, 36]],
    ['inferno', 128, [187, 55, 84]],
  ] as const)('%s at %d', (id, at, expected) => {
    // Rounding to 8 bits may differ by one level.
    entry(id, at).forEach((level, c) => expect(Math.abs(level - expected[c]!)).toBeLessThanOrEqual(1));
  });
});

test('red-blue: cool against, warm for, neutral in the middle', () => {
  const [low, middle, high] = [entry('red-blue', 0), entry('red-blue', 128), entry('red-blue', 255)];
  expect(low[2]).toBeGreaterThan(low[0]! + 50);
  expect(high[0]).toBeGreaterThan(high[2]! + 50);
  expect(Math.max(...middle) - Math.min(...middle)).toBeLessThan(10);
});

test('perceptual maps grow lighter from low to high', () => {
  for (const id of ['viridis', 'inferno', 'cividis', 'grey'] as const) {
    const lightness = Array.from({ length: 256 }, (_, i) => {
      const [r, g, b] = entry(id, i) as [number, number, number];
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    });
    lightness.slice(1).forEach((value, i) => expect(value).toBeGreaterThanOrEqual(lightness[i]! - 1));
  }
});

test('colorAt clamps to the scale', () => {
  expect(colorAt('jet', 0)).toBe('rgb(0, 0, 127)');
  expect(colorAt('jet', 7)).toBe(colorAt('jet', 1));
});
