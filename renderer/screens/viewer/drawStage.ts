import { drawContours, type ContourLine } from '../../../shared/figure/contours.ts';
import type { OverlayView } from '../../../shared/figure/figureSpec.ts';
import { markUnseen } from '../../../shared/figure/marks/photo.ts';
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
  /** Lines of equal value in the map's stead. */
  readonly contours: { readonly lines: readonly ContourLine[]; readonly view: OverlayView } | null;
  /** Share of the stage's width from which on the map is drawn; null for all of it. */
  readonly split: number | null;
  /** Sharp cell edges instead of smooth scaling. */
  readonly sharp: boolean;
  /** Stage point with the read-out's cross, or null. */
  readonly cross: Point | null;
}

const UNSEEN = { veil: 'rgb(28 29 31 / 62%)', line: 'rgb(255 255 255 / 28%)', lineWidth: 1, distance: 10 };
/** Of a contour, in CSS pixels. */
const CONTOUR_WIDTH = 1.5;

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
  if (!seen) return;
  const box = placed(viewport, seen);
  if (box.width < whole.width - 1 || box.height < whole.height - 1) markUnseen(context, whole, box, UNSEEN);
}

/** Draws the scene on a canvas as large as the stage; as in figures, no map lies beside the photo where its input was padded. */
export function drawStage(
  context: CanvasRenderingContext2D,
  stage: StageSize,
  viewport: Viewport,
  scene: Scene,
): void {
  const { ground, picture, split, cross } = scene;
  const whole = placed(viewport, { x: 0, y: 0, width: picture.width, height: picture.height });
  clear(context, stage);
  context.drawImage(ground, 0, 0, stage.width, stage.height);
  context.save();
  clipTo(context, whole);
  if (split !== null) clipTo(context, { ...stage, x: split * stage.width, y: 0 });
  drawMap(context, viewport, scene);
  context.restore();
  if (split !== null) drawDivider(context, stage, split);
  if (cross) drawCross(context, cross, whole);
}

function drawMap(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  { heat, contours, sharp, seen }: Scene,
): void {
  if (!seen) return;
  const box = placed(viewport, seen);
  if (contours) drawContours(context, contours.lines, contours.view, box, CONTOUR_WIDTH);
  if (!heat) return;
  context.imageSmoothingEnabled = !sharp;
  context.drawImage(heat, box.x, box.y, box.width, box.height);
}

function clipTo(context: CanvasRenderingContext2D, { x, y, width, height }: Rectangle): void {
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
}

function drawDivider(context: CanvasRenderingContext2D, { width, height }: StageSize, split: number): void {
  strokeRimmed(context, () => {
    context.moveTo(split * width, 0);
    context.lineTo(split * width, height);
  });
}

function clear(context: CanvasRenderingContext2D, { width, height, density }: StageSize): void {
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, width, height);
}

function drawCross(context: CanvasRenderingContext2D, at: Point, whole: Rectangle): void {
  strokeRimmed(context, () => {
    context.moveTo(at.x, whole.y);
    context.lineTo(at.x, whole.y + whole.height);
    context.moveTo(whole.x, at.y);
    context.lineTo(whole.x + whole.width, at.y);
  });
}

/** White lines on a dark rim, seen on any picture. */
function strokeRimmed(context: CanvasRenderingContext2D, trace: () => void): void {
  for (const [color, width] of [['rgb(0 0 0 / 55%)', 3] as const, ['rgb(255 255 255 / 85%)', 1] as const]) {
    context.strokeStyle = color;
    context.lineWidth = width;
    context.beginPath();
    trace();
    context.stroke();
  }
}

function placed(viewport: Viewport, box: Rectangle): Rectangle {
  const { x, y } = toStage(viewport, box);
  return { x, y, width: viewport.scale * box.width, height: viewport.scale * box.height };
}
