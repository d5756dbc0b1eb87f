import type { RankedImage } from '../../../shared/topImages.ts';

/**
 * For each of many channels the images of its largest values so far. Memory is channels × count, however many images
 * are offered.
 */
export class BestImages {
  readonly #count: number;
  /** [channels, count], best first; -Infinity where there is none yet. */
  readonly #values: Float32Array;
  readonly #images: string[];

  /** @param count images kept of each channel */
  constructor(channels: number, count: number) {
    this.#count = count;
    this.#values = new Float32Array(channels * count).fill(-Infinity);
    this.#images = new Array<string>(channels * count).fill('');
  }

  /** Takes an image in wherever it is among the best; of equal values the image offered first stays before. @param values one a channel */
  offer(image: string, values: Float32Array): void {
    for (let channel = 0; channel < values.length; channel += 1)
      this.#insert(channel * this.#count, image, values[channel] as number);
  }

  #insert(first: number, image: string, value: number): void {
    const values = this.#values;
    let at = first + this.#count - 1;
    if (!(value > (values[at] as number))) return;
    for (; at > first && value > (values[at - 1] as number); at -= 1) {
      values[at] = values[at - 1] as number;
      this.#images[at] = this.#images[at - 1] as string;
    }
    values[at] = value;
    this.#images[at] = image;
  }

  /** The best images of a channel, best first. */
  of(channel: number): RankedImage[] {
    const first = channel * this.#count;
    const found: RankedImage[] = [];
    for (let at = first; at < first + this.#count && this.#values[at] !== -Infinity; at += 1)
      found.push({ image: this.#images[at] as string, value: this.#values[at] as number });
    return found;
  }
}
