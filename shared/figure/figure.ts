import type { Box, Canvas2D, Surface } from './canvas2d.ts';
import { recombine } from './channelMap.ts';
import type { FigureData } from './figureData.ts';
import type { FigureSpec } from './figureSpec.ts';
import { LINE, type FigureLayout, type Panel } from './layout.ts';
import { drawBars } from './marks/bars.ts';
import { drawColorbar } from './marks/colorbar.ts';
import { drawOverlay } from './marks/overlay.ts';
import { drawPhoto, drawUnseen } from './marks/photo.ts';
import { seenBox } from './overlay.ts';
import { displayRange } from './range.ts';
import { FIGURE_THEMES, font, TEXT, type FigureTheme } from './theme.ts';
import { weightUnit } from './titles.ts';
import type { SaliencyMap } from '../result.ts';

/**
 * Draws a figure: the one drawing code behind the screen's preview and every exported format.
 * `density` is raster pixels per unit of the layout, for the parts that are pixels (the map).
 */
export function drawFigure(
  surface: Surface,
  spec: FigureSpec,
  data: FigureData,
  layout: FigureLayout,
  density: number,
): void {
  const { context } = surface;
  const theme = FIGURE_THEMES[spec.theme];
  context.fillStyle = theme.background;
  context.fillRect(0, 0, layout.width, layout.height);
  drawTitle(context, layout, theme);
  for (const panel of [layout.photo, layout.overlay, layout.bars])
    if (panel) drawCaption(context, panel, theme);

  const { placement, alpha } = data.explanation;
  if (layout.photo && data.photo) {
    const { box } = layout.photo;
    drawPhoto(context, data.photo, box);
    if (placement) drawUnseen(context, placement, box);
    outline(context, box, theme);
  }
  const map = shownMap(data, spec);
  const range = displayRange(map, spec.view.signed);
  if (layout.overlay) {
    const { box } = layout.overlay;
    if (data.photo) drawPhoto(context, data.photo, box);
    if (data.photo && placement) drawUnseen(context, placement, box);
    const seen = data.photo && placement ? seenBox(placement, box) : box;
    const view = data.photo ? spec.view : { ...spec.view, opacity: 1 };
    drawOverlay(surface, map, view, range, seen, box, density);
    outline(context, box, theme);
  }
  if (layout.colorbar) drawColorbar(context, spec.view.colormap, range, theme, layout.colorbar);
  if (layout.bars && alpha) {
    drawBars(context, alpha, spec, weightUnit(data.explanation), theme, layout.bars.box);
  }
}

/** The map drawn: of all channels, or of those left when the person switched some off. */
export function shownMap(
  { explanation }: Pick<FigureData, 'explanation'>,
  { absent }: Pick<FigureSpec, 'absent'>,
): SaliencyMap {
  const { alpha, map, activation, layerShape } = explanation;
  if (absent.length === 0 || alpha === null) return map;
  return { ...map, ...recombine(activation, layerShape, alpha, new Set(absent)) };
}

function drawTitle(context: Canvas2D, { title }: FigureLayout, theme: FigureTheme): void {
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.font = font(TEXT.heading, 600);
  context.fillStyle = theme.text;
  let y = title.box.y;
  for (const line of title.heading) {
    context.fillText(line, title.box.x, y + TEXT.heading);
    y += TEXT.heading * LINE;
  }
  context.font = font(TEXT.body);
  context.fillStyle = theme.secondary;
  for (const line of title.facts) {
    context.fillText(line, title.box.x, y + TEXT.body);
    y += TEXT.body * LINE;
  }
}

function drawCaption(context: Canvas2D, { box, caption }: Panel, theme: FigureTheme): void {
  context.font = font(TEXT.body);
  context.fillStyle = theme.text;
  const last = box.y - 5;
  caption.forEach((line, i) =>
    context.fillText(line, box.x, last - (caption.length - 1 - i) * TEXT.body * LINE),
  );
}

function outline(context: Canvas2D, box: Box, theme: FigureTheme): void {
  context.strokeStyle = theme.axis;
  context.lineWidth = 0.5;
  context.strokeRect(box.x, box.y, box.width, box.height);
}
