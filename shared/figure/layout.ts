import { orderedChannels } from './barChart.ts';
import type { Box, Canvas2D } from './canvas2d.ts';
import type { FigureData } from './figureData.ts';
import type { FigureSpec } from './figureSpec.ts';
import { coversPhoto } from './overlay.ts';
import { wrapText } from './text.ts';
import { font, TEXT } from './theme.ts';
import { barsCaption, heading, overlayCaption, photoCaption, SEPARATOR, subtitles } from './titles.ts';

/** A part of the figure with the lines that stand above it. */
export interface Panel {
  readonly box: Box;
  readonly caption: readonly string[];
}

/** All lengths in points (1/72 inch) when printed. */
export interface FigureLayout {
  readonly width: number;
  readonly height: number;
  readonly title: {
    readonly box: Box;
    readonly heading: readonly string[];
    readonly facts: readonly string[];
  };
  readonly photo: Panel | null;
  readonly overlay: Panel | null;
  readonly colorbar: Box | null;
  readonly bars: Panel | null;
}

/** Baseline to baseline, in font sizes. */
export const LINE = 1.4;
const MARGIN = 8;
const GAP = 12;
const COLORBAR = 38;
const BARS = 118;
/** A tall photo is made narrower rather than higher than this share of the figure's width. */
const TALLEST = 0.65;

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
  const facts = subtitles(data, spec).flatMap((text) => wrapText(context, text, inner, SEPARATOR));
  const titleHeight = (headingLines.length * TEXT.heading + facts.length * TEXT.body) * LINE;
  const title = {
    box: { x: MARGIN, y: MARGIN, width: inner, height: titleHeight },
    heading: headingLines,
    facts,
  };
  let y = MARGIN + titleHeight + 6;

  const shows = (panel: FigureSpec['panels'][number]) => spec.panels.includes(panel);
  const withPhoto = shows('photo') && data.photo !== null;
  const pictures = Number(withPhoto) + Number(shows('overlay'));
  const withColorbar = shows('colorbar') && pictures > 0;
  const aspect = pictureAspect(data);
  const free = inner - GAP * (pictures - 1) - (withColorbar ? COLORBAR + 6 : 0);
  const pictureWidth = pictures === 0 ? 0 : Math.min(free / pictures, TALLEST * inner * aspect);

  const { placement } = data.explanation;
  const cropped = data.photo !== null && placement !== null && !coversPhoto(placement);
  const captionOf = (text: string, available: number) => wrapText(context, text, available, ' ');
  const photoLines = withPhoto ? captionOf(photoCaption(cropped), pictureWidth) : [];
  const overlayText = overlayCaption(data, spec, cropped && !withPhoto);
  const overlayLines = shows('overlay') ? captionOf(overlayText, pictureWidth) : [];
  const top = y + captionHeight(Math.max(photoLines.length, overlayLines.length));
  const picture = (x: number): Box => ({ x, y: top, width: pictureWidth, height: pictureWidth / aspect });

  let x = MARGIN;
  const next = (caption: readonly string[]): Panel => {
    const box = picture(x);
    x += pictureWidth + GAP;
    return { box, caption };
  };
  const photo = withPhoto ? next(photoLines) : null;
  const overlay = shows('overlay') ? next(overlayLines) : null;
  const colorbar = withColorbar ? { ...picture(x - GAP + 6), width: COLORBAR } : null;
  if (pictures > 0) y = top + pictureWidth / aspect + GAP;

  const { alpha } = data.explanation;
  let bars: Panel | null = null;
  if (shows('bars') && alpha !== null) {
    const channels = orderedChannels(alpha, spec.bars.order, spec.bars.count);
    const caption = captionOf(barsCaption(alpha, channels, spec), inner);
    y += captionHeight(caption.length);
    bars = { box: { x: MARGIN, y, width: inner, height: BARS }, caption };
    y += BARS + GAP;
  }
  return { width, height: y - GAP + MARGIN, title, photo, overlay, colorbar, bars };
}

function captionHeight(lines: number): number {
  return lines * TEXT.body * LINE + 3;
}

/** Width over height of the photo, or of what the model saw where there is no photo. */
function pictureAspect({ photo, explanation }: FigureData): number {
  if (photo) return photo.width / photo.height;
  return explanation.map.width / explanation.map.height;
}
