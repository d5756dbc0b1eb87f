/** Where a picture lies in the stage: stage point = offset + scale * picture point, in CSS pixels. */
export interface Viewport {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where the read-out is; moved by keys it is read aloud too. */
export interface Cross extends Point {
  readonly byKeys: boolean;
}

/** Free pixels around a picture that is fitted into the stage. */
const MARGIN = 12;
const LARGEST = 64;

/** The whole picture, centred, as large as the stage allows. */
export function fitted(picture: Size, stage: Size): Viewport {
  const width = Math.max(1, stage.width - 2 * MARGIN);
  const height = Math.max(1, stage.height - 2 * MARGIN);
  const scale = Math.min(width / picture.width, height / picture.height);
  return {
    scale,
    x: (stage.width - scale * picture.width) / 2,
    y: (stage.height - scale * picture.height) / 2,
  };
}

/** Enlarges by `factor` about a stage point, which keeps its place; never smaller than half of `fit`. */
export function zoomed(viewport: Viewport, factor: number, about: Point, fit: Viewport): Viewport {
  const scale = Math.min(LARGEST, Math.max(fit.scale / 2, viewport.scale * factor));
  const ratio = scale / viewport.scale;
  return { scale, x: about.x - ratio * (about.x - viewport.x), y: about.y - ratio * (about.y - viewport.y) };
}

export function moved(viewport: Viewport, dx: number, dy: number): Viewport {
  return { ...viewport, x: viewport.x + dx, y: viewport.y + dy };
}

export function toPicture(viewport: Viewport, point: Point): Point {
  return { x: (point.x - viewport.x) / viewport.scale, y: (point.y - viewport.y) / viewport.scale };
}

/** The same place on another picture of the same scene. */
export function onPicture({ x, y }: Point, from: Size, to: Size): Point {
  return { x: (x * to.width) / from.width, y: (y * to.height) / from.height };
}

export function toStage(viewport: Viewport, point: Point): Point {
  return { x: viewport.x + viewport.scale * point.x, y: viewport.y + viewport.scale * point.y };
}
