import type { Placement, SaliencyMap } from '../result.ts';
import { upsampleBilinear, upsampleNearest } from '../upsample.ts';
import type { Box, Pixels } from './canvas2d.ts';
import { colormap } from './colormaps.ts';
import type { OverlayView } from './figureSpec.ts';
import type { DisplayRange } from './range.ts';

/**
 * Paints a map at width × height pixels in its colour map, with the person's opacity in the alpha channel
 * (vector formats drop a context's globalAlpha for images). A map whose quality is not `ok` gives transparent pixels: it must not look like evidence.
 */
export function paintMap(
  map: SaliencyMap,
  view: OverlayView,
  range: DisplayRange,
  width: number,
  height: number,
): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  if (range.quality.kind !== 'ok') return { width, height, data };
  const upsample = view.interpolation === 'nearest' ? upsampleNearest : upsampleBilinear;
  const values = upsample(view.signed ? map.signed : map.relu, map.height, map.width, height, width);
  const table = colormap(view.colormap);
  const scale = 255 / (range.high - range.low);
  const alpha = Math.round(255 * view.opacity);
  for (let i = 0; i < values.length; i++) {
    const level = Math.round((values[i]! - range.low) * scale);
    const entry = 3 * (level < 0 ? 0 : level > 255 ? 255 : level);
    data[i * 4] = table[entry]!;
    data[i * 4 + 1] = table[entry + 1]!;
    data[i * 4 + 2] = table[entry + 2]!;
    data[i * 4 + 3] = alpha;
  }
  return { width, height, data };
}

/** Where the model's input lies inside `frame`, a box that shows the whole photo; it may reach beyond it. */
export function seenBox(placement: Placement, frame: Box): Box {
  const scaleX = frame.width / placement.photo.width;
  const scaleY = frame.height / placement.photo.height;
  return {
    x: frame.x + placement.seen.x * scaleX,
    y: frame.y + placement.seen.y * scaleY,
    width: placement.seen.width * scaleX,
    height: placement.seen.height * scaleY,
  };
}

/** Whether the model saw the whole photo, up to the rounding of a resize. */
export function coversPhoto({ photo, seen }: Placement): boolean {
  const [slackX, slackY] = [photo.width / 200, photo.height / 200];
  return (
    seen.x <= slackX &&
    seen.y <= slackY &&
    seen.x + seen.width >= photo.width - slackX &&
    seen.y + seen.height >= photo.height - slackY
  );
}

/** The map's value at a point of the photo (photo pixels), as drawn; null outside what the model saw. */
export function mapValueAt(
  values: Float32Array,
  map: Pick<SaliencyMap, 'height' | 'width'>,
  placement: Placement,
  x: number,
  y: number,
  interpolation: OverlayView['interpolation'],
): number | null {
  const { seen } = placement;
  const u = ((x - seen.x) / seen.width) * map.width;
  const v = ((y - seen.y) / seen.height) * map.height;
  if (!(u >= 0 && v >= 0 && u < map.width && v < map.height)) return null;
  if (interpolation === 'nearest') return values[Math.floor(v) * map.width + Math.floor(u)] ?? null;
  const column = clamp(u - 0.5, map.width - 1);
  const row = clamp(v - 0.5, map.height - 1);
  const [left, top] = [Math.floor(column), Math.floor(row)];
  const [right, bottom] = [Math.min(left + 1, map.width - 1), Math.min(top + 1, map.height - 1)];
  const [fx, fy] = [column - left, row - top];
  const at = (r: number, c: number) => values[r * map.width + c]!;
  const upper = (1 - fx) * at(top, left) + fx * at(top, right);
  const lower = (1 - fx) * at(bottom, left) + fx * at(bottom, right);
  return (1 - fy) * upper + fy * lower;
}

function clamp(value: number, high: number): number {
  return Math.min(high, Math.max(0, value));
}
