import { expect, test } from 'vitest';
import type { Canvas2D } from '../../../shared/figure/canvas2d.ts';
import { contourLines, drawContours } from '../../../shared/figure/contours.ts';
import type { OverlayView } from '../../../shared/figure/figureSpec.ts';
import { displayRange } from '../../../shared/figure/range.ts';

const SIDE = 32;
const VIEW: OverlayView = {
  colormap: 'turbo',
  opacity: 1,
  signed: false,
  interpolation: 'bilinear',
  style: 'contours',
};

/** A map of so many cells a side, whose values follow from the place, 0 to 1 on both axes. */
function mapOf(value: (x: number, y: number) => number) {
  const at = (cell: number) => (cell + 0.5) / SIDE;
  const signed = Float32Array.from({ length: SIDE * SIDE }, (_, cell) =>
    value(at(cell % SIDE), at(Math.floor(cell / SIDE))),
  );
  return { height: SIDE, width: SIDE, signed, relu: signed.map((each) => Math.max(0, each)) };
}

function linesOf(map: ReturnType<typeof mapOf>, signed = false) {
  return contourLines(map, { ...VIEW, signed }, displayRange(map, signed));
}

test('a cone has rings around its top, each where the cone is as high as the colour scale says', () => {
  const cone = mapOf((x, y) => 1 - 2 * Math.hypot(x - 0.5, y - 0.5));
  const lines = linesOf(cone);
  expect(lines.map(({ position }) => position)).toEqual([0.2, 0.4, 0.6, 0.8]);
  for (const { position, points } of lines) {
    const { low, high } = displayRange(cone, false);
    const radius = (1 - (low + position * (high - low))) / 2;
    for (const [x, y] of points) expect(Math.hypot(x - 0.5, y - 0.5)).toBeCloseTo(radius, 1);
    expect(points.at(-1)).toEqual(points[0]);
  }
});

test('a slope has straight lines across, and none along the edge of the map', () => {
  for (const { points } of linesOf(mapOf((x) => x))) {
    const across = points.map(([x]) => x);
    expect(Math.max(...across) - Math.min(...across)).toBeLessThan(0.01);
  }
});

test('a signed map has lines on both sides of zero, and none at it', () => {
  const positions = new Set(
    linesOf(
      mapOf((x) => x - 0.5),
      true,
    ).map(({ position }) => position),
  );
  expect([...positions].sort()).toEqual([0.125, 0.25, 0.375, 0.625, 0.75, 0.875]);
});

test('a flat map has no lines', () => {
  expect(linesOf(mapOf(() => 1))).toEqual([]);
});

test('lines of what is against are dashed, so that they are told apart without colours', () => {
  const dashes: boolean[] = [];
  let dashed = false;
  const nothing = () => undefined;
  const context = {
    ...{ save: nothing, restore: nothing, beginPath: nothing, moveTo: nothing, lineTo: nothing },
    setLineDash: (segments: number[]) => (dashed = segments.length > 0),
    stroke: () => dashes.push(dashed),
  } as unknown as Canvas2D;
  const box = { x: 0, y: 0, width: 10, height: 10 };
  const slope = mapOf((x) => x - 0.5);
  const draw = (signed: boolean) => {
    dashes.length = 0;
    drawContours(context, linesOf(slope, signed), { ...VIEW, signed }, box, 1);
    return [...dashes];
  };
  // A rim and a line each.
  const against = linesOf(slope, true).map(({ position }) => position < 0.5);
  expect(new Set(against).size).toBe(2);
  expect(draw(true)).toEqual(against.flatMap((each) => [each, each]));
  expect(draw(false)).not.toContain(true);
});
