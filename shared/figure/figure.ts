import { orderedChannels } from './barChart.ts';
import type { Box, Canvas2D, Surface } from './canvas2d.ts';
import { recombine } from './channelMap.ts';
import type { FigureData } from './figureData.ts';
import type { FigureSpec } from './figureSpec.ts';
import { LINE, CAPTION, type FigureLayout } from './layout.ts';
import { drawBars } from './marks/bars.ts';
import { drawColorbar } from './marks/colorbar.ts';
import { drawOverlay } from './marks/overlay.ts';
import { drawPhoto, drawUnseen } from './marks/photo.ts';
import { coversPhoto, seenBox } from './overlay.ts';
import { displayRange } from './range.ts';
import { shortened, wrapText } from './text.ts';
import { FIGURE_THEMES, font, TEXT, type FigureTheme } from './theme.ts';
import { barsCaption, heading, overlayCaption } from './titles.ts';
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
  drawTitle(context, data, layout, theme);

  const { placement } = data.explanation;
  const unseen = placement !== null && !coversPhoto(placement) ? ' (hatched: not seen)' : '';
  if (layout.photo && data.photo) {
    caption(context, `Photo${unseen}`, layout.photo, theme);
    drawPhoto(context, data.photo, layout.photo);
    if (placement) drawUnseen(context, placement, layout.photo);
    outline(context, layout.photo, theme);
  }
  const map = shownMap(data, spec);
  const range = displayRange(map, spec.view.signed);
  if (layout.overlay) {
    const remark = data.photo && !layout.photo ? unseen : '';
    caption(context, overlayCaption(data, spec) + remark, layout.overlay, theme);
    if (data.photo) drawPhoto(context, data.photo, layout.overlay);
    if (data.photo && placement) drawUnseen(context, placement, layout.overlay);
    const seen = placement ? seenBox(placement, layout.overlay) : layout.overlay;
    const view = data.photo ? spec.view : { ...spec.view, opacity: 1 };
    drawOverlay(surface, map, view, range, seen, layout.overlay, density);
    outline(context, layout.overlay, theme);
  }
  if (layout.colorbar) drawColorbar(context, spec.view.colormap, range, theme, layout.colorbar);
  const { alpha, residual } = data.explanation;
  if (layout.bars && alpha) {
    const channels = orderedChannels(alpha, spec.bars.order, spec.bars.count);
    caption(context, barsCaption(alpha, channels, spec), layout.bars, theme);
    drawBars(
      context,
      alpha,
      spec,
      residual === null ? 'α (weight)' : 'α (share of logit)',
      theme,
      layout.bars,
    );
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

function drawTitle(context: Canvas2D, data: FigureData, layout: FigureLayout, theme: FigureTheme): void {
  const { box, lines } = layout.title;
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.font = font(TEXT.heading, 600);
  context.fillStyle = theme.text;
  let y = box.y;
  for (const line of wrapText(context, heading(data), box.width, ' ')) {
    context.fillText(line, box.x, y + TEXT.heading);
    y += TEXT.heading * LINE;
  }
  context.font = font(TEXT.body);
  context.fillStyle = theme.secondary;
  for (const line of lines) {
    context.fillText(line, box.x, y + TEXT.body);
    y += TEXT.body * LINE;
  }
}

function caption(context: Canvas2D, text: string, box: Box, theme: FigureTheme): void {
  context.font = font(TEXT.body);
  context.fillStyle = theme.text;
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.fillText(shortened(context, text, box.width), box.x, box.y - CAPTION + TEXT.body + 2);
}

function outline(context: Canvas2D, box: Box, theme: FigureTheme): void {
  context.strokeStyle = theme.axis;
  context.lineWidth = 0.5;
  context.strokeRect(box.x, box.y, box.width, box.height);
}
