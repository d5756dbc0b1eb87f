import { contours } from 'd3-contour';
import type { SaliencyMap } from '../result.ts';
import { upsampleBilinear, upsampleNearest } from '../upsample.ts';
import type { Box, Canvas2D } from './canvas2d.ts';
import { colorAt } from './colormaps.ts';
import type { OverlayView } from './figureSpec.ts';
import type { DisplayRange } from './range.ts';

/** Points of one line of equal value, as shares of the map's width and height. */
export interface ContourLine {
  /** Where its value lies on the colour scale, 0 to 1. */
  readonly position: number;
  readonly points: readonly (readonly [number, number])[];
}

/** Where on the colour scale lines are drawn; of a signed map none at zero, which divides for from against. */
const MAGNITUDE_POSITIONS = [0.2, 0.4, 0.6, 0.8];
const SIGNED_POSITIONS = [0.125, 0.25, 0.375, 0.625, 0.75, 0.875];
/** Points along each side of the map between which lines are found. */
const RESOLUTION = 96;
/** Line and gap of a dashed line, in its widths. */
const DASH = [4, 3] as const;
/** Share of the map's side within which a line runs along its edge and is not drawn. */
const EDGE = 1e-3;

/** Lines of equal value of a map, low to high; none of a map whose quality is not `ok`. */
export function contourLines(map: SaliencyMap, view: OverlayView, range: DisplayRange): ContourLine[] {
  if (range.quality.kind !== 'ok') return [];
  const upsample = view.interpolation === 'nearest' ? upsampleNearest : upsampleBilinear;
  const source = view.signed ? map.signed : map.relu;
  const values = Array.from(upsample(source, map.height, map.width, RESOLUTION, RESOLUTION));
  const positions = view.signed ? SIGNED_POSITIONS : MAGNITUDE_POSITIONS;
  const find = contours().size([RESOLUTION, RESOLUTION]);
  return positions.flatMap((position) => {
    const threshold = range.low + position * (range.high - range.low);
    const rings = find.contour(values, threshold).coordinates.flat();
    return rings
      .map((ring) => ring.map(([x = 0, y = 0]) => [x / RESOLUTION, y / RESOLUTION] as const))
      .flatMap(withoutEdges)
      .map((points) => ({ position, points }));
  });
}

/** The pieces of a ring that do not run along the edge of the map. */
function withoutEdges(ring: readonly (readonly [number, number])[]): (readonly [number, number])[][] {
  const pieces: (readonly [number, number])[][] = [[]];
  for (const [index, point] of ring.entries()) {
    const before = ring[index - 1];
    if (before && onOneEdge(before, point)) pieces.push([]);
    pieces.at(-1)?.push(point);
  }
  return pieces.filter((piece) => piece.length > 1);
}

function onOneEdge(a: readonly [number, number], b: readonly [number, number]): boolean {
  const share = (axis: 0 | 1, edge: 0 | 1) =>
    Math.abs(a[axis] - edge) < EDGE && Math.abs(b[axis] - edge) < EDGE;
  return share(0, 0) || share(0, 1) || share(1, 0) || share(1, 1);
}

/**
 * Strokes the lines over `box`, each in its colour on a dark rim, so that it is seen on any photo.
 * @param width of a line, in units of the context
 */
export function drawContours(
  context: Canvas2D,
  lines: readonly ContourLine[],
  view: OverlayView,
  box: Box,
  width: number,
): void {
  // Lines cover little of the photo: at the opacity that suits colours they are drawn whole.
  const opacity = Math.min(1, 2 * view.opacity);
  context.save();
  for (const { position, points } of lines) {
    // Of a signed map, what is against is dashed: in print without colours too it is told from what is for.
    context.setLineDash(view.signed && position < 0.5 ? [DASH[0] * width, DASH[1] * width] : []);
    context.beginPath();
    for (const [index, [x, y]] of points.entries()) {
      const [left, top] = [box.x + x * box.width, box.y + y * box.height];
      if (index === 0) context.moveTo(left, top);
      else context.lineTo(left, top);
    }
    for (const [colour, share] of [
      [`rgba(0, 0, 0, ${0.55 * opacity})`, 2],
      [withOpacity(colorAt(view.colormap, position), opacity), 1],
    ] as const) {
      context.strokeStyle = colour;
      context.lineWidth = share * width;
      context.stroke();
    }
  }
  context.restore();
}

/** `rgb(r, g, b)` with an opacity; a context's globalAlpha is lost in vector formats. */
function withOpacity(colour: string, opacity: number): string {
  return colour.replace('rgb(', 'rgba(').replace(')', `, ${opacity})`);
}
