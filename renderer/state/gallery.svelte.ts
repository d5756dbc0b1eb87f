import type { Folder, ImageEntry } from '../../shared/api.ts';
import type { ErrorData } from '../../shared/errors.ts';
import type { SkippedEntry } from '../../shared/failures.ts';
import type { Client } from '../transport/connect.ts';
import type { Activity } from './activity.svelte.ts';
import { CurrentJob } from './currentJob.ts';
import { failureToShow } from './failure.ts';
import { arrange, type PhotoOrder } from './photoOrder.ts';
import { Predictions } from './predictions.svelte.ts';

/** So often the list grows while a folder is read; the first photos show at once. */
const MILLISECONDS_BETWEEN_SHOWS = 150;

/** The open folder, its photos, and which of them is looked at. */
export class Gallery {
  folders = $state.raw<readonly Folder[]>([]);
  folder = $state.raw<Folder | null>(null);
  images = $state.raw<readonly ImageEntry[]>([]);
  selected = $state<string | null>(null);
  filter = $state('');
  order = $state<PhotoOrder>('name');
  scanning = $state(false);
  error = $state.raw<ErrorData | null>(null);
  /** Set where the reading ended before the folder did: by the person, or with the engine. */
  stopped = $state(false);
  /** Entries of the folder that cannot be read or lead outside it. */
  skipped = $state(0);
  /** The first of them. */
  skips = $state.raw<readonly SkippedEntry[]>([]);
  readonly predictions: Predictions;
  readonly shown = $derived(
    arrange(this.images, this.order, this.filter, (image) => this.predictions.of(image)),
  );
  /** Place of the selected photo among those shown; -1 where it is not. */
  readonly at = $derived(this.shown.findIndex((image) => image.id === this.selected));
  readonly current = $derived(this.images.find((image) => image.id === this.selected) ?? null);
  readonly #client: Client;
  readonly #activity: Activity;
  readonly #scan = new CurrentJob();
  #turn = 0;

  constructor(client: Client, activity: Activity) {
    this.#client = client;
    this.#activity = activity;
    this.predictions = new Predictions(client, activity);
  }

  async list(): Promise<void> {
    this.folders = await this.#client.call('folder.list', {});
  }

  /** Shows that the folder of the last session has gone, in its place. */
  miss(folder: Folder): void {
    this.folder = folder;
    const message = `'${folder.path}', which was open last time, is not there any more. Reconnect its disk and look again, or open another folder.`;
    this.error = { code: 'folder-missing', message };
  }

  /** Shows that the open folder has gone, once for all of its photos. */
  vanish({ code }: ErrorData): void {
    if (this.error || !this.folder) return;
    const message = `'${this.folder.path}' is not there any more. Reconnect its disk and look again, or open another folder.`;
    this.error = { code, message };
  }

  /**
   * Opens a folder and selects a photo: `wanted` where it is there, or the first; `selectedOne` is told as soon as that
   * one is known.
   */
  async open(folder: Folder, selectedOne: () => void, wanted: string | null = null): Promise<void> {
    const turn = ++this.#turn;
    this.folder = folder;
    this.images = [];
    this.selected = wanted;
    this.filter = '';
    this.stopped = false;
    this.skipped = 0;
    this.skips = [];
    this.predictions.forget();
    this.error = null;
    this.scanning = true;
    const task = this.#activity.begin(`Reading folder ${folder.name}`, () => this.#scan.cancel());
    const found: ImageEntry[] = [];
    let next = 0;
    const show = () => {
      this.images = found.slice();
      next = performance.now() + MILLISECONDS_BETWEEN_SHOWS;
    };
    const selectFirst = () => {
      this.selected = found[0]?.id ?? null;
      if (this.selected !== null) selectedOne();
    };
    if (wanted !== null) selectedOne();
    try {
      const result = await this.#scan.run(
        (onEvent) => this.#client.start('folder.scan', { folder: folder.id }, onEvent),
        (event: { images: ImageEntry[] }) => {
          found.push(...event.images);
          if (performance.now() >= next) show();
          if (this.selected === null) selectFirst();
        },
      );
      // A person who stopped the reading keeps what was found.
      if (turn === this.#turn) show();
      if (!result) {
        if (turn === this.#turn) this.stopped = true;
        return;
      }
      this.skipped = result.skipped;
      this.skips = result.skips;
      if (this.selected === wanted && !found.some(({ id }) => id === wanted)) selectFirst();
    } catch (error) {
      show();
      this.error = failureToShow(error);
      this.stopped = this.error === null;
    } finally {
      this.#activity.end(task);
      if (turn === this.#turn) this.scanning = false;
    }
  }

  /** Id of the photo `offset` places after the selected one among those shown; null where there is none. */
  neighbour(offset: number): string | null {
    const to = Math.min(Math.max(this.at + offset, 0), this.shown.length - 1);
    return this.shown[to]?.id ?? null;
  }
}
