import { MOST_FAILURES } from '../../../shared/failures.ts';
import { TOP_IMAGES, type TopImagesProgress } from '../../../shared/topImages.ts';
import type { LayerActivation } from '../checkChannel.ts';
import { BestImages } from './bestImages.ts';
import { channelStatistics } from './channelStatistics.ts';

/** One pass over a folder at a layer, as far as it has come: where it stands, and the best images of every channel. */
export class Survey {
  readonly layer: LayerActivation;
  /** Image ids, in the folder's order; null until it is listed. */
  images: readonly string[] | null = null;
  readonly best: { readonly maximum: BestImages; readonly mean: BestImages };
  readonly #failures: TopImagesProgress['failures'] = [];
  #done = 0;
  #failed = 0;

  constructor(layer: LayerActivation) {
    const [channels] = layer.shape;
    this.layer = layer;
    this.best = { maximum: new BestImages(channels, TOP_IMAGES), mean: new BestImages(channels, TOP_IMAGES) };
  }

  /** Images that are still to be looked at. */
  get rest(): readonly string[] {
    return this.images?.slice(this.#done) ?? [];
  }

  get progress(): TopImagesProgress {
    return {
      done: this.#done,
      total: this.images?.length ?? null,
      failed: this.#failed,
      failures: [...this.#failures],
    };
  }

  /** @param activation of the next image, [C, H, W] */
  take(image: string, activation: Float32Array): void {
    const { maximum, mean } = channelStatistics(activation, this.layer.shape[0]);
    this.best.maximum.offer(image, maximum);
    this.best.mean.offer(image, mean);
    this.#done += 1;
  }

  /** Counts the next image as one that cannot be looked at. */
  passOver(image: string, reason: string): void {
    this.#done += 1;
    this.#failed += 1;
    if (this.#failures.length < MOST_FAILURES) this.#failures.push({ image, reason });
  }
}
