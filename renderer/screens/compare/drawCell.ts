import type { OverlayView } from '../../../shared/figure/figureSpec.ts';
import { paintMap, seenBox } from '../../../shared/figure/overlay.ts';
import type { DisplayRange } from '../../../shared/figure/range.ts';
import type { Explanation } from '../../../shared/result.ts';

/** Draws the part of the photo that the model saw, and the map over it where it may be drawn, filling the canvas. */
export function drawCell(
  canvas: HTMLCanvasElement,
  photo: ImageBitmap,
  { map, placement }: Explanation,
  view: OverlayView,
  range: DisplayRange,
): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { width, height } = canvas;
  const whole = { x: 0, y: 0, width: photo.width, height: photo.height };
  const seen = placement ? seenBox(placement, whole) : whole;
  context.clearRect(0, 0, width, height);
  context.drawImage(photo, seen.x, seen.y, seen.width, seen.height, 0, 0, width, height);
  const pixels = paintMap(map, view, range, width, height);
  const heat = new OffscreenCanvas(width, height);
  heat.getContext('2d')?.putImageData(new ImageData(pixels.data, width), 0, 0);
  context.drawImage(heat, 0, 0);
}
