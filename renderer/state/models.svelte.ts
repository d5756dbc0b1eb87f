import type { ModelEntry } from '../../shared/api.ts';
import { toErrorData, type ErrorData } from '../../shared/errors.ts';
import type { Layer, ModelCard } from '../../shared/modelCard.ts';
import type { Client } from '../transport/connect.ts';
import type { Activity } from './activity.svelte.ts';
import { failureToShow } from './failure.ts';

/** How the opening of a model ended: with the model to go on with, by the person, for another model, or by an error. */
export type OpeningEnd = 'opened' | 'cancelled' | 'replaced' | 'failed';

/** The models on offer, the open one, and the layer chosen in it. */
export class Models {
  offered = $state.raw<readonly ModelEntry[]>([]);
  /** The model that the person asked for last, opened or not. */
  entry = $state.raw<ModelEntry | null>(null);
  /** The model that was opened last, to go back to when the engine has been restarted. */
  opened: ModelEntry | null = null;
  card = $state.raw<ModelCard | null>(null);
  layerTensor = $state<string | null>(null);
  opening = $state(false);
  error = $state.raw<ErrorData | null>(null);
  readonly layer = $derived<Layer | null>(
    this.card?.layers.find((layer) => layer.tensor === this.layerTensor) ?? null,
  );
  readonly #client: Client;
  readonly #activity: Activity;
  #turn = 0;
  #opening: AbortController | null = null;

  constructor(client: Client, activity: Activity) {
    this.#client = client;
    this.#activity = activity;
  }

  /** Whether what follows a layer of the open model is affine in it. */
  affineAfter(tensor: string): boolean {
    return this.card?.layers.find((layer) => layer.tensor === tensor)?.head === 'affine';
  }

  async list(): Promise<void> {
    this.offered = await this.#client.call('model.list', {});
  }

  /** Shows that the model to go on with has gone, in its place. */
  miss(entry: ModelEntry): void {
    this.entry = entry;
    const message = `The model '${entry.path}' is not there any more. Reconnect its disk and look again, or open another model.`;
    this.error = { code: 'model-missing', message };
  }

  /** Goes on with the open model after another one was not opened. @returns why it was not */
  stay(): ErrorData | null {
    const { error } = this;
    this.entry = this.opened;
    this.error = null;
    return error;
  }

  /** Null where the return of the engine or of the connection opens the model without a word. */
  #whyNot(entry: ModelEntry, error: unknown): ErrorData | null {
    const { code } = toErrorData(error);
    if (code === 'engine-restarted' && this.opened?.ref !== entry.ref) {
      const message = `The engine process ended while ${entry.name} was being opened, which may need more memory than there is. Try again, or open another model.`;
      return { code, message };
    }
    // Where no model is open, the return of the connection opens this one.
    if (code === 'connection-lost' && this.opened && this.opened.ref !== entry.ref) {
      const message = `The connection to the server was lost while ${entry.name} was being opened. Open it again now that the server is back.`;
      return { code, message };
    }
    const why = failureToShow(error);
    return why && { ...why, message: `${entry.name} cannot be opened. ${why.message}` };
  }

  /** Goes on with a model as it has been opened; the layer stays where it is the same model and still has it. */
  become(card: ModelCard, wanted?: { readonly id: string; readonly layer: string | null }): void {
    const before = this.card ? { id: this.card.id, layer: this.layerTensor } : wanted;
    const kept = card.layers.find(({ tensor }) => before?.id === card.id && tensor === before.layer);
    this.card = card;
    this.layerTensor = kept?.tensor ?? card.defaultLayer;
  }

  /**
   * Opens a model, in place of one that is being opened.
   * @param wanted a layer to begin with, where the model is still the one of that id
   */
  async open(
    entry: ModelEntry,
    wanted?: { readonly id: string; readonly layer: string | null },
  ): Promise<OpeningEnd> {
    const turn = ++this.#turn;
    this.#opening?.abort();
    const stop = new AbortController();
    this.#opening = stop;
    this.opening = true;
    this.error = null;
    this.entry = entry;
    try {
      const card = await this.#activity.during(
        `Opening model ${entry.name}`,
        () => this.#client.call('model.open', { ref: entry.ref }, stop.signal),
        () => stop.abort(),
      );
      if (turn !== this.#turn) return 'replaced';
      this.opened = entry;
      this.become(card, wanted);
      return 'opened';
    } catch (error) {
      if (turn !== this.#turn) return 'replaced';
      if (stop.signal.aborted) {
        this.stay();
        return 'cancelled';
      }
      this.error = this.#whyNot(entry, error);
      return 'failed';
    } finally {
      if (turn === this.#turn) {
        this.#opening = null;
        this.opening = false;
      }
    }
  }
}
