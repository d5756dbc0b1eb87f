import type { Placement } from '../../result.ts';
import type { Box, Canvas2D, Drawable } from '../canvas2d.ts';
import { coversPhoto, seenBox } from '../overlay.ts';

/** Distance between hatch lines, in the figure's units. */
const HATCH = 5;

/** The upright photo, filling `frame`. */
export function drawPhoto(context: Canvas2D, photo: Drawable, frame: Box): void {
  context.imageSmoothingEnabled = true;
  context.drawImage(photo, frame.x, frame.y, frame.width, frame.height);
}

/** Marks what the crop cut away as not seen by the model: dimmed, with a thin hatch. */
export function drawUnseen(context: Canvas2D, placement: Placement, frame: Box): void {
  if (coversPhoto(placement)) return;
  const seen = seenBox(placement, frame);
  context.save();
  context.beginPath();
  context.rect(frame.x, frame.y, frame.width, frame.height);
  context.clip();
  context.beginPath();
  context.rect(frame.x, frame.y, frame.width, frame.height);
  context.rect(seen.x, seen.y, seen.width, seen.height);
  context.clip('evenodd');
  context.fillStyle = 'rgba(20, 22, 25, 0.55)';
  context.fillRect(frame.x, frame.y, frame.width, frame.height);
  context.strokeStyle = 'rgba(255, 255, 255, 0.35)';
  context.lineWidth = 0.4;
  context.beginPath();
  for (let offset = -frame.height; offset < frame.width; offset += HATCH) {
    context.moveTo(frame.x + offset, frame.y + frame.height);
    context.lineTo(frame.x + offset + frame.height, frame.y);
  }
  context.stroke();
  context.restore();
}
