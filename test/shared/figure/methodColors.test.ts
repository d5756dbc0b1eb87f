import { expect, test } from 'vitest';
import { methods } from '../../../main/engine/methods/index.ts';
import { methodColor } from '../../../shared/figure/methodColors.ts';

function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const level = parseInt(color.slice(at, at + 2), 16) / 255;
    return level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

test.each(['#fbfbfc', '#1e2022'])('every colour keeps 3:1 against %s', (panel) => {
  for (const { id } of methods) expect(contrast(methodColor(id), panel), id).toBeGreaterThanOrEqual(3);
});

test('no two methods have one colour, but for controls', () => {
  const colors = methods.filter(({ id }) => id !== 'random-cam').map(({ id }) => methodColor(id));
  expect(new Set(colors).size).toBe(colors.length);
});
