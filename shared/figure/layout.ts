import type { Box, Canvas2D } from './canvas2d.ts';
import type { FigureData } from './figureData.ts';
import type { FigureSpec } from './figureSpec.ts';
import { wrapText } from './text.ts';
import { font, TEXT } from './theme.ts';
import { heading, SEPARATOR, subtitles } from './titles.ts';

/** All lengths in points (1/72 inch) when printed. */
export interface FigureLayout {
  readonly width: number;
  readonly height: number;
  readonly title: { readonly box: Box; readonly lines: readonly string[] };
  readonly photo: Box | null;
  readonly overlay: Box | null;
  readonly colorbar: Box | null;
  readonly bars: Box | null;
}

export const MARGIN = 8;
export const CAPTION = TEXT.body * 1.4 + 3;
export const LINE = 1.4;
const GAP = 12;
const COLORBAR = 38;
const BARS = 118;
/** A tall photo is made narrower rather than the figure longer than this. */
const TALLEST = 330;

/** Arranges the panels: titles, a row of pictures with the colour bar, the bars below over the full width. */
export function layoutFigure(
  context: Pick<Canvas2D, 'measureText' | 'font'>,
  spec: FigureSpec,
  data: FigureData,
  width: number,
): FigureLayout {
  const inner = width - 2 * MARGIN;
  context.font = font(TEXT.heading, 600);
  const headingLines = wrapText(context, heading(data), inner, ' ');
  context.font = font(TEXT.body);
  const lines = subtitles(data, spec).flatMap((text) => wrapText(context, text, inner, SEPARATOR));
  const titleHeight = (headingLines.length * TEXT.heading + lines.length * TEXT.body) * LINE;
  const title = { box: { x: MARGIN, y: MARGIN, width: inner, height: titleHeight }, lines };
  let y = MARGIN + titleHeight + 6;

  const shows = (panel: FigureSpec['panels'][number]) => spec.panels.includes(panel);
  const withPhoto = shows('photo') && data.photo !== null;
  const pictures = Number(withPhoto) + Number(shows('overlay'));
  const withColorbar = shows('colorbar') && pictures > 0;
  const aspect = pictureAspect(data);
  const free = inner - GAP * (pictures - 1) - (withColorbar ? COLORBAR + 6 : 0);
  const pictureWidth = pictures === 0 ? 0 : Math.min(free / pictures, TALLEST * aspect);
  const picture = (x: number): Box => ({
    x,
    y: y + CAPTION,
    width: pictureWidth,
    height: pictureWidth / aspect,
  });

  let x = MARGIN;
  const next = () => {
    const box = picture(x);
    x += pictureWidth + GAP;
    return box;
  };
  const photo = withPhoto ? next() : null;
  const overlay = shows('overlay') ? next() : null;
  const colorbar = withColorbar ? { ...picture(x - GAP + 6), width: COLORBAR } : null;
  if (pictures > 0) y += CAPTION + pictureWidth / aspect + GAP;

  const bars =
    shows('bars') && data.explanation.alpha !== null
      ? { x: MARGIN, y: y + CAPTION, width: inner, height: BARS }
      : null;
  if (bars) y += CAPTION + BARS + GAP;
  return { width, height: y - GAP + MARGIN, title, photo, overlay, colorbar, bars };
}

/** Width over height of the photo, or of what the model saw where there is no photo. */
function pictureAspect({ photo, explanation }: FigureData): number {
  if (photo) return photo.width / photo.height;
  return explanation.map.width / explanation.map.height;
}
