import { describe, expect, test } from 'vitest';
import { colormap } from '../../../shared/figure/colormaps.ts';
import type { OverlayView } from '../../../shared/figure/figureSpec.ts';
import { coversPhoto, mapValueAt, paintMap, seenBox } from '../../../shared/figure/overlay.ts';
import { displayRange } from '../../../shared/figure/range.ts';
import { upsampleBilinear } from '../../../shared/upsample.ts';

const map = { height: 2, width: 2, signed: Float32Array.of(-4, 0, 1, 2), relu: Float32Array.of(0, 0, 1, 2) };
const view: OverlayView = {
  colormap: 'inferno',
  opacity: 0.6,
  signed: false,
  interpolation: 'nearest',
  style: 'filled',
};
const placement = {
  photo: { width: 100, height: 50 },
  seen: { x: 25, y: 0, width: 50, height: 50 },
};

describe('paintMap', () => {
  test('ends of the scale get the ends of the colour map, at the opacity asked for', () => {
    const { data } = paintMap(map, view, displayRange(map, false), 4, 4);
    const table = colormap('inferno');
    expect([...data.subarray(0, 4)]).toEqual([...table.subarray(0, 3), 153]);
    expect([...data.subarray(60, 64)]).toEqual([...table.subarray(765, 768), 153]);
  });

  test('zero is neutral and the largest magnitude is the end in a signed map', () => {
    const signed: OverlayView = { ...view, signed: true, colormap: 'red-blue', opacity: 1 };
    const { data } = paintMap(map, signed, displayRange(map, true), 2, 2);
    const table = colormap('red-blue');
    expect([...data.subarray(0, 3)]).toEqual([...table.subarray(0, 3)]);
    const zero = [...data.subarray(4, 7)];
    expect(Math.max(...zero) - Math.min(...zero)).toBeLessThan(10);
  });

  test('a map that says nothing is not painted', () => {
    const empty = { ...map, relu: new Float32Array(4) };
    const { data } = paintMap(empty, view, displayRange(empty, false), 3, 3);
    expect(data.every((level) => level === 0)).toBe(true);
  });
});

describe('placement', () => {
  test('the seen part in a frame that shows the whole photo', () => {
    expect(seenBox(placement, { x: 10, y: 20, width: 200, height: 100 })).toEqual({
      x: 60,
      y: 20,
      width: 100,
      height: 100,
    });
  });

  test('whether the whole photo was seen', () => {
    expect(coversPhoto(placement)).toBe(false);
    expect(coversPhoto({ ...placement, seen: { x: -5, y: 0, width: 110, height: 50 } })).toBe(true);
  });

  test('the read-out gives what is drawn, and nothing where the model did not look', () => {
    const drawn = upsampleBilinear(map.relu, 2, 2, 50, 50);
    for (const [x, y] of [
      [25, 0],
      [49, 31],
      [74, 49],
    ] as const) {
      const value = mapValueAt(map.relu, map, placement, x + 0.5, y + 0.5, 'bilinear');
      expect(value).toBeCloseTo(drawn[y * 50 + (x - 25)]!, 5);
    }
    expect(mapValueAt(map.relu, map, placement, 70, 40, 'nearest')).toBe(2);
    expect(mapValueAt(map.relu, map, placement, 10, 20, 'bilinear')).toBeNull();
    expect(mapValueAt(map.relu, map, placement, 75, 20, 'nearest')).toBeNull();
  });
});
