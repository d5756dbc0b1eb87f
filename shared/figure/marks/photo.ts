import type { Placement } from '../../result.ts';
import type { Box, Canvas2D, Drawable } from '../canvas2d.ts';
import { coversPhoto, seenBox } from '../overlay.ts';

/** How what was cut away is marked; lengths in the units of the drawing. */
export interface UnseenLook {
  readonly veil: string;
  readonly line: string;
  readonly lineWidth: number;
  /** Between the lines of the hatch. */
  readonly distance: number;
}

const LOOK: UnseenLook = {
  veil: 'rgba(20, 22, 25, 0.55)',
  line: 'rgba(255, 255, 255, 0.35)',
  lineWidth: 0.4,
  distance: 5,
};

/** The upright photo, filling `frame`. */
export function drawPhoto(context: Canvas2D, photo: Drawable, frame: Box): void {
  context.imageSmoothingEnabled = true;
  context.drawImage(photo, frame.x, frame.y, frame.width, frame.height);
}

/** Marks what the crop cut away as not seen by the model. */
export function drawUnseen(context: Canvas2D, placement: Placement, frame: Box): void {
  if (!coversPhoto(placement)) markUnseen(context, frame, seenBox(placement, frame), LOOK);
}

/** Dims and hatches `frame` but for the part `seen`: marked by texture, not by colour alone. */
export function markUnseen(
  context: Canvas2D,
  frame: Box,
  seen: Box,
  { veil, line, lineWidth, distance }: UnseenLook,
): void {
  context.save();
  context.beginPath();
  context.rect(frame.x, frame.y, frame.width, frame.height);
  context.clip();
  context.beginPath();
  context.rect(frame.x, frame.y, frame.width, frame.height);
  context.rect(seen.x, seen.y, seen.width, seen.height);
  context.clip('evenodd');
  context.fillStyle = veil;
  context.fillRect(frame.x, frame.y, frame.width, frame.height);
  context.strokeStyle = line;
  context.lineWidth = lineWidth;
  context.beginPath();
  for (let offset = -frame.height; offset < frame.width; offset += distance) {
    context.moveTo(frame.x + offset, frame.y + frame.height);
    context.lineTo(frame.x + offset + frame.height, frame.y);
  }
  context.stroke();
  context.restore();
}
