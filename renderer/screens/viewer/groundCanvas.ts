import { drawGround, type Ground, type StageSize } from './drawStage.ts';
import type { Viewport } from './viewport.ts';

/** The picture under the heatmap at the stage's size, drawn again only when something changed: scaling it takes long. */
export class GroundCanvas {
  readonly canvas = document.createElement('canvas');
  #drawn: readonly unknown[] = [];

  draw(stage: StageSize, viewport: Viewport, ground: Ground): HTMLCanvasElement {
    const { picture, seen } = ground;
    const wanted = [picture, ...[stage, viewport, seen ?? {}].flatMap((part) => Object.values(part))];
    const same = wanted.length === this.#drawn.length && wanted.every((part, at) => part === this.#drawn[at]);
    const context = this.canvas.getContext('2d');
    if (!same && context) {
      this.#drawn = wanted;
      this.canvas.width = Math.round(stage.width * stage.density);
      this.canvas.height = Math.round(stage.height * stage.density);
      drawGround(context, stage, viewport, ground);
    }
    return this.canvas;
  }
}
