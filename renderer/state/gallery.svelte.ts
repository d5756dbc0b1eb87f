import type { Folder, ImageEntry } from '../../shared/api.ts';
import type { ErrorData } from '../../shared/errors.ts';
import type { ClassScore } from '../../shared/result.ts';
import type { Client } from '../transport/connect.ts';
import type { Activity } from './activity.svelte.ts';
import { CurrentJob } from './currentJob.ts';
import { failureToShow } from './failure.ts';

/** The open folder, its photos, and which of them is looked at. */
export class Gallery {
  folders = $state.raw<readonly Folder[]>([]);
  folder = $state.raw<Folder | null>(null);
  images = $state.raw<readonly ImageEntry[]>([]);
  selected = $state<string | null>(null);
  filter = $state('');
  scanning = $state(false);
  error = $state.raw<ErrorData | null>(null);
  /** Files in the folder that are no images. */
  skipped = $state(0);
  /** Top class by image id, for images that were explained. */
  top = $state.raw<ReadonlyMap<string, ClassScore>>(new Map());
  readonly shown = $derived.by(() => {
    const words = this.filter.trim().toLowerCase();
    if (!words) return this.images;
    const label = (id: string) => this.top.get(id)?.label.toLowerCase() ?? '';
    return this.images.filter(
      (image) => image.name.toLowerCase().includes(words) || label(image.id).includes(words),
    );
  });
  readonly current = $derived(this.images.find((image) => image.id === this.selected) ?? null);
  readonly #client: Client;
  readonly #activity: Activity;
  readonly #scan = new CurrentJob();

  constructor(client: Client, activity: Activity) {
    this.#client = client;
    this.#activity = activity;
  }

  async list(): Promise<void> {
    this.folders = await this.#client.call('folder.list', {});
  }

  /** Shows that the folder of the last session has gone, in its place. */
  miss(folder: Folder): void {
    this.folder = folder;
    const message = `'${folder.path}', which was open last time, is not there any more. Reconnect its disk and start again, or open another folder.`;
    this.error = { code: 'folder-missing', message };
  }

  /**
   * Opens a folder and selects a photo: `wanted` where it is there, or the first; `selectedOne` is told as soon as that
   * one is known.
   */
  async open(folder: Folder, selectedOne: () => void, wanted: string | null = null): Promise<void> {
    this.folder = folder;
    this.images = [];
    this.selected = wanted;
    this.filter = '';
    this.forgetTop();
    this.error = null;
    this.scanning = true;
    const task = this.#activity.begin(`Reading folder ${folder.name}`, () => this.#scan.cancel());
    const selectFirst = () => {
      this.selected = this.images[0]?.id ?? null;
      if (this.selected !== null) selectedOne();
    };
    if (wanted !== null) selectedOne();
    try {
      const result = await this.#scan.run(
        (onEvent) => this.#client.start('folder.scan', { folder: folder.id }, onEvent),
        (event: { images: ImageEntry[] }) => {
          this.images = [...this.images, ...event.images];
          if (this.selected === null) selectFirst();
        },
      );
      if (!result) return;
      this.skipped = result.skipped;
      if (this.selected === wanted && !this.images.some(({ id }) => id === wanted)) selectFirst();
    } catch (error) {
      this.error = failureToShow(error);
    } finally {
      this.#activity.end(task);
      if (this.folder === folder) this.scanning = false;
    }
  }

  /** Id of the photo `offset` places after the selected one among those shown; null where there is none. */
  neighbour(offset: number): string | null {
    const at = this.shown.findIndex((image) => image.id === this.selected);
    const to = Math.min(Math.max(at + offset, 0), this.shown.length - 1);
    return this.shown[to]?.id ?? null;
  }

  /** Another model, other classes. */
  forgetTop(): void {
    this.top = new Map();
  }

  noteTop(image: string, score: ClassScore): void {
    this.top = new Map(this.top).set(image, score);
  }
}
