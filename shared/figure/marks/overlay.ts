import type { SaliencyMap } from '../../result.ts';
import type { Box, Surface } from '../canvas2d.ts';
import { contourLines, drawContours } from '../contours.ts';
import type { OverlayView } from '../figureSpec.ts';
import { paintMap } from '../overlay.ts';
import type { DisplayRange } from '../range.ts';
import { font, TEXT } from '../theme.ts';
import { wrapText } from '../text.ts';

/**
 * Lays a map over `seen`, the part of the photo the model saw, cut to `frame`. `density` is raster pixels
 * per unit. A map that says nothing is not drawn: a sentence says why.
 */
export function drawOverlay(
  surface: Surface,
  map: SaliencyMap,
  view: OverlayView,
  range: DisplayRange,
  seen: Box,
  frame: Box,
  density: number,
): void {
  if (range.quality.kind !== 'ok') {
    drawAdvice(surface, range.quality.advice, frame);
    return;
  }
  const { context } = surface;
  context.save();
  context.beginPath();
  context.rect(frame.x, frame.y, frame.width, frame.height);
  context.clip();
  if (view.style === 'contours') drawContours(context, contourLines(map, view, range), view, seen, LINE);
  else drawColours(surface, map, view, range, seen, density);
  context.restore();
}

/** Width of a contour, in points. */
const LINE = 1;

function drawColours(
  surface: Surface,
  map: SaliencyMap,
  view: OverlayView,
  range: DisplayRange,
  seen: Box,
  density: number,
): void {
  const { context } = surface;
  const pixels = paintMap(
    map,
    view,
    range,
    Math.max(1, Math.round(seen.width * density)),
    Math.max(1, Math.round(seen.height * density)),
  );
  context.imageSmoothingEnabled = view.interpolation === 'bilinear';
  context.drawImage(surface.drawable(pixels), seen.x, seen.y, seen.width, seen.height);
}

function drawAdvice({ context }: Surface, advice: string, frame: Box): void {
  const lineHeight = TEXT.body * 1.4;
  context.save();
  context.fillStyle = 'rgba(20, 22, 25, 0.72)';
  context.fillRect(frame.x, frame.y, frame.width, frame.height);
  context.font = font(TEXT.body);
  context.fillStyle = '#ffffff';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const lines = wrapText(context, advice, frame.width - 16, ' ');
  const first = frame.y + frame.height / 2 - ((lines.length - 1) * lineHeight) / 2;
  lines.forEach((line, i) => context.fillText(line, frame.x + frame.width / 2, first + i * lineHeight));
  context.restore();
}
