import type { OverlayView } from '../../../shared/figure/figureSpec.ts';
import { paintMap } from '../../../shared/figure/overlay.ts';
import type { DisplayRange } from '../../../shared/figure/range.ts';
import type { SaliencyMap } from '../../../shared/result.ts';
import type { Size } from './viewport.ts';

/** The map in its colours at the resolution of the model's input, painted again only when something changed. */
export class HeatCanvas {
  readonly canvas = document.createElement('canvas');
  #painted: readonly unknown[] = [];

  paint(map: SaliencyMap, view: OverlayView, range: DisplayRange, size: Size): HTMLCanvasElement {
    const wanted = [map, ...Object.values(view), range.low, range.high, size.width, size.height];
    if (wanted.some((part, index) => part !== this.#painted[index])) {
      this.#painted = wanted;
      this.canvas.width = size.width;
      this.canvas.height = size.height;
      const pixels = paintMap(map, view, range, size.width, size.height);
      this.canvas.getContext('2d')?.putImageData(new ImageData(pixels.data, pixels.width), 0, 0);
    }
    return this.canvas;
  }
}
