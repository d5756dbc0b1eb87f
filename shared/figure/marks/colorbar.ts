import type { Box, Canvas2D } from '../canvas2d.ts';
import { colorAt } from '../colormaps.ts';
import type { ColormapId } from '../figureSpec.ts';
import { formatTick } from '../format.ts';
import type { DisplayRange } from '../range.ts';
import { font, TEXT, type FigureTheme } from '../theme.ts';
import { axisTicks } from '../ticks.ts';

const STOPS = 64;
const BAR_WIDTH = 7;
const TICK = 2.5;
const FEWEST_TICKS = 3;
const MOST_TICKS = 6;

/** A vertical colour bar with numbers at its right, filling the box's height. */
export function drawColorbar(
  context: Canvas2D,
  id: ColormapId,
  range: DisplayRange,
  theme: FigureTheme,
  box: Box,
): void {
  if (range.quality.kind !== 'ok') return;
  const bottom = box.y + box.height;
  const gradient = context.createLinearGradient(0, bottom, 0, box.y);
  for (let i = 0; i <= STOPS; i++) gradient.addColorStop(i / STOPS, colorAt(id, i / STOPS));
  context.save();
  context.fillStyle = gradient;
  context.fillRect(box.x, box.y, BAR_WIDTH, box.height);
  context.strokeStyle = theme.axis;
  context.lineWidth = 0.5;
  context.strokeRect(box.x, box.y, BAR_WIDTH, box.height);
  context.font = font(TEXT.label);
  context.fillStyle = theme.secondary;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.beginPath();
  const count = Math.min(MOST_TICKS, Math.max(FEWEST_TICKS, box.height / 28));
  for (const value of axisTicks(range.low, range.high, count)) {
    const y = bottom - ((value - range.low) / (range.high - range.low)) * box.height;
    context.moveTo(box.x + BAR_WIDTH, y);
    context.lineTo(box.x + BAR_WIDTH + TICK, y);
    context.fillText(formatTick(value), box.x + BAR_WIDTH + TICK + 2, y);
  }
  context.stroke();
  context.restore();
}
