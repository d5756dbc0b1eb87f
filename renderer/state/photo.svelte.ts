import type { EncodedImage } from '../../shared/api.ts';
import { toErrorData, type ErrorData } from '../../shared/errors.ts';
import type { Client } from '../transport/connect.ts';
import type { Activity } from './activity.svelte.ts';
import { failureToShow } from './failure.ts';

/** Longer side in pixels of the photo fetched for the viewer; enough for a 4K pane at moderate zoom. */
const SIZE = 2048;

/** The photo in the viewer, and the model's own view of it when asked for. */
export class Photo {
  /** The photo asked for. */
  image = $state<string | null>(null);
  bitmap = $state.raw<ImageBitmap | null>(null);
  /** The photo that `bitmap` shows: the one before, until the one asked for has come. */
  shown = $state<string | null>(null);
  /** The input tensor turned back into pixels. */
  modelView = $state.raw<ImageBitmap | null>(null);
  error = $state.raw<ErrorData | null>(null);
  modelViewError = $state.raw<ErrorData | null>(null);
  readonly #client: Client;
  readonly #activity: Activity;
  #turn = 0;
  #modelTurn = 0;

  constructor(client: Client, activity: Activity) {
    this.#client = client;
    this.#activity = activity;
  }

  async show(image: string | null): Promise<void> {
    const turn = ++this.#turn;
    this.image = image;
    this.error = null;
    this.dropModelView();
    if (image === null) {
      this.#become(null, null);
      return;
    }
    try {
      const read = (signal: AbortSignal) => this.#client.call('image.photo', { image, size: SIZE }, signal);
      const bitmap = await decode(await this.#activity.cancellable('Reading the photo', read));
      if (turn === this.#turn) this.#become(image, bitmap);
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#become(null, null);
      this.error = whyNotShown(error);
    }
  }

  #become(image: string | null, bitmap: ImageBitmap | null): void {
    const before = this.bitmap;
    this.shown = image;
    this.bitmap = bitmap;
    // Up to 16 MB each, which would otherwise wait for the collector.
    before?.close();
  }

  async showModelView(model: string): Promise<void> {
    const { image } = this;
    if (image === null) return;
    const turn = ++this.#modelTurn;
    this.modelViewError = null;
    try {
      const read = (signal: AbortSignal) => this.#client.call('image.modelView', { image, model }, signal);
      const bitmap = await decode(await this.#activity.cancellable('Drawing what the model saw', read));
      if (turn === this.#modelTurn) this.modelView = bitmap;
    } catch (error) {
      if (turn === this.#modelTurn) this.modelViewError = whyNotShown(error);
    }
  }

  dropModelView(): void {
    this.#modelTurn++;
    this.modelView = null;
    this.modelViewError = null;
  }
}

/** A picture that the person stopped is missed in its place too. */
function whyNotShown(error: unknown): ErrorData | null {
  const { code } = toErrorData(error);
  return code === 'cancelled' ? { code, message: 'It was cancelled.' } : failureToShow(error);
}

function decode(image: EncodedImage): Promise<ImageBitmap> {
  return createImageBitmap(new Blob([image.data.slice()], { type: image.mime }));
}
