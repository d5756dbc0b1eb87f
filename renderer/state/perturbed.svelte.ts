import type { ErrorData } from '../../shared/errors.ts';
import type { Client } from '../transport/connect.ts';
import type { Activity } from './activity.svelte.ts';
import type { Curve, CurveRequest } from './curve.svelte.ts';
import { decodeImage } from './decodeImage.ts';
import { whyNotShown } from './failure.ts';
import { LatestWins } from './latestWins.ts';

/** The changed image at one point of a curve, as the model saw it. */
export class Perturbed {
  /** The point looked at; null before any is. */
  at = $state<number | null>(null);
  bitmap = $state.raw<ImageBitmap | null>(null);
  error = $state.raw<ErrorData | null>(null);
  readonly #asks: LatestWins<CurveRequest & { at: number }, ImageBitmap>;
  #last: (CurveRequest & { at: number }) | null = null;

  constructor(client: Client, activity: Activity) {
    const ask = async (request: CurveRequest & { at: number }) => {
      const draw = (signal: AbortSignal) => client.call('curve.image', request, signal);
      return decodeImage(await activity.cancellable('Drawing the changed image', draw));
    };
    this.#asks = new LatestWins(ask, {
      answered: (bitmap) => this.#become(bitmap, null),
      failed: (error) => this.#become(null, whyNotShown(error)),
    });
  }

  show({ request }: Pick<Curve, 'request'>, at: number): void {
    this.at = at;
    this.#last = request && { ...request, at };
    this.again();
  }

  /** Asks for the picture looked at once more. */
  again(): void {
    if (this.#last) this.#asks.push(this.#last);
  }

  clear(): void {
    this.#asks.drop();
    this.#last = null;
    this.at = null;
    this.#become(null, null);
  }

  #become(bitmap: ImageBitmap | null, error: ErrorData | null): void {
    const before = this.bitmap;
    this.bitmap = bitmap;
    this.error = error;
    before?.close();
  }
}
