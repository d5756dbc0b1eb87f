import type { ErrorData } from '../../shared/errors.ts';
import type { FigureSpec } from '../../shared/figure/figureSpec.ts';
import type { EngineCalls } from '../../shared/api.ts';
import type { Client } from '../transport/connect.ts';
import type { Activity } from './activity.svelte.ts';
import { lossToShow } from './failure.ts';

export type FigureFormat = EngineCalls['figure.render']['input']['format'];
type Panel = FigureSpec['panels'][number];

/** Saves the figure on show, with the sidecar from which it can be made again. */
export class Exporter {
  widthMillimetres = $state(180);
  dpi = $state(300);
  panels = $state<Panel[]>(['photo', 'overlay', 'colorbar', 'bars']);
  /** Whether the form stands open. */
  formOpen = $state(false);
  /** Where the last figure went; null before the first. */
  saved = $state<string | null>(null);
  /** What there is to know of the file that was saved; empty where there is nothing. */
  note = $state('');
  error = $state.raw<ErrorData | null>(null);
  readonly #client: Client;
  readonly #activity: Activity;

  constructor(client: Client, activity: Activity) {
    this.#client = client;
    this.#activity = activity;
  }

  /** Renders `spec` and saves it as `name` through the host's dialog, or as downloads where it has none. */
  async save(spec: FigureSpec, format: FigureFormat, name: string, dialogs: boolean): Promise<void> {
    const { widthMillimetres, dpi } = this;
    await this.#export(`Exporting ${format.toUpperCase()}`, async (signal) => {
      const request = { spec, format, widthMillimetres, dpi };
      const figure = await this.#client.call('figure.render', request, signal);
      const files = [
        { name: `${name}.${format}`, data: figure.data, mime: figure.mime },
        { name: `${name}.json`, data: new TextEncoder().encode(figure.sidecar), mime: 'application/json' },
      ];
      if (dialogs) {
        const plain = files.map((file) => ({ name: file.name, data: file.data }));
        return this.#client.call('host.saveFiles', { files: plain }, signal);
      }
      for (const file of files) download(file.name, file.data, file.mime);
      return files.map((file) => file.name).join(' and ');
    });
  }

  /** Saves the model and its explainer as one ONNX file, in the same ways. */
  async saveExplainer(
    request: EngineCalls['explainer.encode']['input'],
    name: string,
    dialogs: boolean,
  ): Promise<void> {
    const file = `${name}.onnx`;
    await this.#export('Exporting explainer', async (signal) => {
      if (dialogs) {
        const written = await this.#client.call('host.saveExplainer', { ...request, name: file }, signal);
        this.note = written?.note ?? '';
        return written?.path ?? null;
      }
      const { data, note } = await this.#client.call('explainer.encode', request, signal);
      download(file, data, 'application/octet-stream');
      this.note = note ?? '';
      return file;
    });
  }

  /** @param work gives the place where it saved, or null where the person chose none */
  async #export(label: string, work: (signal: AbortSignal) => Promise<string | null>): Promise<void> {
    this.#clear();
    try {
      this.saved = await this.#activity.cancellable(label, work);
    } catch (error) {
      const loss = lossToShow(error);
      this.error = loss && { ...loss, message: `Nothing was saved. ${loss.message}` };
      // It may have been closed meanwhile, or have been asked for from the menu.
      if (loss) this.formOpen = true;
    }
  }

  #clear(): void {
    this.error = null;
    this.saved = null;
    this.note = '';
  }
}

function download(name: string, data: Uint8Array, mime: string): void {
  const url = URL.createObjectURL(new Blob([data.slice()], { type: mime }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
