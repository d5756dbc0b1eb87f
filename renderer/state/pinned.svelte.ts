import { LRUCache } from 'lru-cache';
import type { Explanation } from '../../shared/result.ts';

interface LayerPlace {
  readonly model: string;
  readonly layer: string;
}

/** Channels that are pinned at a layer, as a session keeps them. */
export interface PinnedChannels extends LayerPlace {
  readonly channels: readonly number[];
}

/** Channels that may be pinned at a time. */
export const MOST_PINNED = 12;
/** Photos over which they are compared, and the memory that their activations may take. */
const MOST_PHOTOS = 8;
const PHOTO_BYTES = 64 * 2 ** 20;
/** Layers whose pins are kept. */
const MOST_LAYERS = 200;

/** Channels that the person keeps in view, and the photos looked at last, over which they are compared. */
export class Pinned {
  channels = $state.raw<readonly number[]>([]);
  /** Explanations at this layer, one a photo, the latest first. */
  photos = $state.raw<readonly Explanation[]>([]);
  /** Why pins are out of sight; null where none are. */
  note = $state<string | null>(null);
  readonly full = $derived(this.channels.length >= MOST_PINNED);
  #at = $state.raw<LayerPlace | null>(null);
  readonly #kept = new LRUCache<string, readonly number[]>({ max: MOST_LAYERS });

  /** Takes up the pins of the last session. */
  restore({ model, layer, channels }: PinnedChannels): void {
    this.#at = { model, layer };
    this.channels = channels.slice(0, MOST_PINNED);
  }

  /** The pins of a layer, on show or not. */
  at(layer: LayerPlace): readonly number[] {
    return this.#at && isSameLayer(this.#at, layer) ? this.channels : (this.#kept.get(nameOf(layer)) ?? []);
  }

  toggle(channel: number): void {
    this.note = null;
    if (this.channels.includes(channel)) this.channels = this.channels.filter((each) => each !== channel);
    else if (!this.full) this.channels = [...this.channels, channel];
  }

  clear(): void {
    this.channels = [];
    this.note = null;
  }

  dismiss(): void {
    this.note = null;
  }

  /** Notes the explanation on show. Channels of another model or layer are other features: their pins stay there. */
  show(explanation: Explanation | null): void {
    if (!explanation) return;
    const { model, layer, layerShape, image } = explanation;
    const before = this.#at;
    if (before && !isSameLayer(before, explanation)) {
      this.note = this.channels.length > 0 ? awayWords(before, model, this.channels) : null;
      this.#kept.set(nameOf(before), this.channels);
      this.channels = this.at(explanation);
      this.photos = [];
    }
    this.#at = { model, layer };
    this.channels = this.channels.filter((channel) => channel < layerShape[0]);
    const others = this.photos.filter((each) => each.image !== image);
    this.photos = withinMemory([explanation, ...others].slice(0, MOST_PHOTOS));
  }

  /** What was computed of the photos holds no longer; the channels are the same. */
  forgetPhotos(): void {
    this.photos = [];
  }
}

function isSameLayer(a: LayerPlace, b: LayerPlace): boolean {
  return a.model === b.model && a.layer === b.layer;
}

function nameOf({ model, layer }: LayerPlace): string {
  return JSON.stringify([model, layer]);
}

function awayWords(before: LayerPlace, model: string, channels: readonly number[]): string {
  const pins =
    channels.length === 1 ? `The pin of channel ${String(channels[0])}` : `${String(channels.length)} pins`;
  const where = before.model === model ? `layer ${before.layer}` : 'the model before';
  return `${pins} of ${where} ${channels.length === 1 ? 'waits' : 'wait'} there: here a channel of that number is another feature.`;
}

/** The first of them, as many as memory holds; the photo on show always. */
function withinMemory(explanations: readonly Explanation[]): Explanation[] {
  let bytes = 0;
  return explanations.filter(({ activation }, index) => {
    bytes += activation.byteLength;
    return index === 0 || bytes <= PHOTO_BYTES;
  });
}
