import type { Point, Viewport } from './viewport.ts';
import { toStage } from './viewport.ts';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** CSS pixels, with so many device pixels each. */
export interface StageSize {
  readonly width: number;
  readonly height: number;
  readonly density: number;
}

/** What lies under the heatmap; `seen` is the part that the model saw, in pixels of the picture. */
export interface Ground {
  readonly picture: ImageBitmap;
  readonly seen: Rectangle | null;
}

/** A heatmap over the part of a picture that the model saw. */
export interface Scene extends Ground {
  /** The ground as it was drawn, as large as the stage. */
  readonly ground: HTMLCanvasElement;
  /** The map in its colours and its opacity. */
  readonly heat: HTMLCanvasElement | null;
  /** Sharp cell edges instead of smooth scaling. */
  readonly sharp: boolean;
  /** Stage point with the read-out's cross, or null. */
  readonly cross: Point | null;
}

const UNSEEN_VEIL = 'rgb(28 29 31 / 62%)';
const UNSEEN_LINE = 'rgb(255 255 255 / 28%)';
const HATCH = 10;

/** Draws the picture and marks what of it the model did not see. */
export function drawGround(
  context: CanvasRenderingContext2D,
  stage: StageSize,
  viewport: Viewport,
  { picture, seen }: Ground,
): void {
  clear(context, stage);
  const whole = placed(viewport, { x: 0, y: 0, width: picture.width, height: picture.height });
  context.imageSmoothingQuality = 'high';
  context.imageSmoothingEnabled = viewport.scale < 8;
  context.drawImage(picture, whole.x, whole.y, whole.width, whole.height);
  if (seen) markUnseen(context, whole, placed(viewport, seen));
}

/** Draws the scene on a canvas as large as the stage. */
export function drawStage(
  context: CanvasRenderingContext2D,
  stage: StageSize,
  viewport: Viewport,
  { ground, picture, heat, sharp, seen, cross }: Scene,
): void {
  clear(context, stage);
  context.drawImage(ground, 0, 0, stage.width, stage.height);
  if (heat && seen) {
    const { x, y, width, height } = placed(viewport, seen);
    context.imageSmoothingEnabled = !sharp;
    context.drawImage(heat, x, y, width, height);
  }
  if (cross) {
    drawCross(context, cross, placed(viewport, { x: 0, y: 0, width: picture.width, height: picture.height }));
  }
}

function clear(context: CanvasRenderingContext2D, { width, height, density }: StageSize): void {
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, width, height);
}

/** A veil with hatching over the part of the picture that was cut away: marked by texture, not by colour alone. */
function markUnseen(context: CanvasRenderingContext2D, whole: Rectangle, seen: Rectangle): void {
  if (seen.width >= whole.width - 1 && seen.height >= whole.height - 1) return;
  context.save();
  context.beginPath();
  context.rect(whole.x, whole.y, whole.width, whole.height);
  context.rect(seen.x, seen.y, seen.width, seen.height);
  context.clip('evenodd');
  context.fillStyle = UNSEEN_VEIL;
  context.fillRect(whole.x, whole.y, whole.width, whole.height);
  context.strokeStyle = UNSEEN_LINE;
  context.lineWidth = 1;
  context.beginPath();
  for (let offset = -whole.height; offset < whole.width; offset += HATCH) {
    context.moveTo(whole.x + offset, whole.y + whole.height);
    context.lineTo(whole.x + offset + whole.height, whole.y);
  }
  context.stroke();
  context.restore();
}

function drawCross(context: CanvasRenderingContext2D, at: Point, whole: Rectangle): void {
  for (const [color, width] of [['rgb(0 0 0 / 55%)', 3] as const, ['rgb(255 255 255 / 85%)', 1] as const]) {
    context.strokeStyle = color;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(at.x, whole.y);
    context.lineTo(at.x, whole.y + whole.height);
    context.moveTo(whole.x, at.y);
    context.lineTo(whole.x + whole.width, at.y);
    context.stroke();
  }
}

function placed(viewport: Viewport, box: Rectangle): Rectangle {
  const { x, y } = toStage(viewport, box);
  return { x, y, width: viewport.scale * box.width, height: viewport.scale * box.height };
}
