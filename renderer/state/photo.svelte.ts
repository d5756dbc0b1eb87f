import { toErrorData, type ErrorData } from '../../shared/errors.ts';
import type { ModelCard } from '../../shared/modelCard.ts';
import type { Client } from '../transport/connect.ts';
import type { Activity } from './activity.svelte.ts';
import { decodeImage } from './decodeImage.ts';
import { whyNotShown } from './failure.ts';
import { LatestWins } from './latestWins.ts';

/** Longer side in pixels of the photo fetched for the viewer; enough for a 4K pane at moderate zoom. */
const SIZE = 2048;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A photo that was read. */
interface Read {
  readonly image: string;
  readonly bitmap: ImageBitmap;
  readonly size: Size;
}

interface ModelsQuestion {
  readonly image: string;
  readonly card: ModelCard;
}

/** What the model got of a photo, to look at and in its own numbers. */
export interface ModelInput extends Pick<ModelCard, 'input' | 'preprocessing'> {
  readonly bitmap: ImageBitmap;
  /** In the input's own layout. */
  readonly tensor: Float32Array;
}

/** The photo in the viewer, and the model's own view of it when asked for. */
export class Photo {
  /** The photo asked for. */
  image = $state<string | null>(null);
  bitmap = $state.raw<ImageBitmap | null>(null);
  /** Of the photo itself: `bitmap` may be smaller. */
  size = $state.raw<Size | null>(null);
  /** The photo that `bitmap` shows: the one before, until the one asked for has come. */
  shown = $state<string | null>(null);
  modelView = $state.raw<ModelInput | null>(null);
  error = $state.raw<ErrorData | null>(null);
  modelViewError = $state.raw<ErrorData | null>(null);
  /** The photo and the model that a view was last asked for, and so what `modelView` is of. */
  #modelViewOf = '';
  readonly #photos: LatestWins<string, Read>;
  readonly #modelViews: LatestWins<ModelsQuestion, ModelInput>;

  /** @param vanished told when the folder itself has gone, which says nothing of one photo */
  constructor(client: Client, activity: Activity, vanished: (error: ErrorData) => void) {
    const readPhoto = async (image: string) => {
      const read = (signal: AbortSignal) => client.call('image.photo', { image, size: SIZE }, signal);
      const { photo: size, ...picture } = await activity.cancellable('Reading the photo', read);
      return { image, bitmap: await decodeImage(picture), size };
    };
    const drawModelView = async ({ image, card }: ModelsQuestion) => {
      const draw = (signal: AbortSignal) => client.call('image.modelView', { image, model: card.id }, signal);
      const { tensor, ...picture } = await activity.cancellable('Drawing what the model saw', draw);
      const { input, preprocessing } = card;
      return { bitmap: await decodeImage(picture), tensor, input, preprocessing };
    };
    this.#photos = new LatestWins(readPhoto, {
      answered: (photo) => this.#become(photo),
      failed: (error) => {
        this.#become(null);
        this.error = whyNotShown(error);
        const data = toErrorData(error);
        if (data.code === 'folder-missing') vanished(data);
      },
    });
    this.#modelViews = new LatestWins(drawModelView, {
      answered: (seen) => (this.modelView = seen),
      failed: (error) => (this.modelViewError = whyNotShown(error)),
    });
  }

  show(image: string | null): void {
    this.image = image;
    this.error = null;
    this.dropModelView();
    if (image === null) {
      this.#photos.drop();
      this.#become(null);
    } else {
      this.#photos.push(image);
    }
  }

  #become(photo: Read | null): void {
    const before = this.bitmap;
    this.shown = photo?.image ?? null;
    this.bitmap = photo?.bitmap ?? null;
    this.size = photo?.size ?? null;
    // Up to 16 MB each, which would otherwise wait for the collector.
    before?.close();
  }

  showModelView(card: ModelCard): void {
    const { image } = this;
    if (image === null) return;
    const asked = JSON.stringify({ image, card });
    if (asked !== this.#modelViewOf) this.modelView = null;
    this.#modelViewOf = asked;
    this.modelViewError = null;
    this.#modelViews.push({ image, card });
  }

  dropModelView(): void {
    this.#modelViews.drop();
    this.modelView = null;
    this.modelViewError = null;
  }
}
