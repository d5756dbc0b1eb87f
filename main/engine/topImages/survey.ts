import { toErrorData, type ErrorCode } from '../../../shared/errors.ts';
import { MOST_FAILURES, TOP_IMAGES, type TopImagesProgress } from '../../../shared/topImages.ts';
import type { LayerActivation } from '../checkChannel.ts';
import { BestImages } from './bestImages.ts';
import { channelStatistics } from './channelStatistics.ts';

/** Failures that are the image's own: it is passed over, and the next one may do. */
const OF_THE_IMAGE: readonly ErrorCode[] = ['image-unreadable', 'path-refused', 'value-not-finite'];

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

  /** Passes the next image over, where the failure is its own; throws any other. */
  passOver(image: string, error: unknown): void {
    const { code, message } = toErrorData(error);
    if (!OF_THE_IMAGE.includes(code)) throw error;
    this.#done += 1;
    this.#failed += 1;
    if (this.#failures.length < MOST_FAILURES) this.#failures.push({ image, reason: message });
  }
}
