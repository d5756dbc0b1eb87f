import type { EncodedImage } from '../../shared/api.ts';
import type { ErrorData } from '../../shared/errors.ts';
import type { Client } from '../transport/connect.ts';
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
  #turn = 0;
  #modelTurn = 0;

  constructor(client: Client) {
    this.#client = client;
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
      const bitmap = await decode(await this.#client.call('image.photo', { image, size: SIZE }));
      if (turn === this.#turn) this.#become(image, bitmap);
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#become(null, null);
      this.error = failureToShow(error);
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
    if (this.image === null) return;
    const turn = ++this.#modelTurn;
    this.modelViewError = null;
    try {
      const bitmap = await decode(await this.#client.call('image.modelView', { image: this.image, model }));
      if (turn === this.#modelTurn) this.modelView = bitmap;
    } catch (error) {
      if (turn === this.#modelTurn) this.modelViewError = failureToShow(error);
    }
  }

  dropModelView(): void {
    this.#modelTurn++;
    this.modelView = null;
    this.modelViewError = null;
  }
}

function decode(image: EncodedImage): Promise<ImageBitmap> {
  return createImageBitmap(new Blob([image.data.slice()], { type: image.mime }));
}
