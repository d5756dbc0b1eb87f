import type { EngineCalls, ModelPreview } from '../../shared/api.ts';
import type { ErrorData } from '../../shared/errors.ts';
import type { ModelCard } from '../../shared/modelCard.ts';
import type { ModelSettings as Settings } from '../../shared/modelSettings.ts';
import type { Client } from '../transport/connect.ts';
import type { Activity, Task } from './activity.svelte.ts';
import { lossToShow } from './failure.ts';
import { LatestWins } from './latestWins.ts';
import { resized, type Recipe, type Size } from './recipe.ts';

type Preset = EngineCalls['model.settings']['output']['presets'][number];

const UNTRIED: ErrorData = {
  code: 'cancelled',
  message: 'These settings were not tried on the photo: it was cancelled.',
};

/** What {@link ModelSettings} tells. */
export interface SettingsListener {
  /** The model has been opened anew. */
  configured(card: ModelCard): void;
  /** It has not, and the dialog was closed meanwhile. */
  failed(error: ErrorData): void;
  /** The person cancelled it, perhaps too late. */
  cancelled(): void;
}

/** What the person changes of a model in the settings dialog, tried on the photo on show before it is kept. */
export class ModelSettings {
  /** Whether the dialog stands open. */
  open = $state(false);
  settings = $state.raw<Settings>({});
  /** Settings as they are kept. */
  kept = $state.raw<Settings>({});
  presets = $state.raw<readonly Preset[]>([]);
  /** The model under the present settings; what it was before while they are tried or do not fit. */
  preview = $state.raw<ModelPreview | null>(null);
  /** Object URL of what the model sees. */
  view = $state<string | null>(null);
  error = $state.raw<ErrorData | null>(null);
  /** Does once more what failed. */
  again = $state.raw<() => void>(() => undefined);
  /** What is being done about settings. */
  task = $state.raw<Task | null>(null);
  trying = $state(false);
  keeping = $state(false);
  readonly changed = $derived(JSON.stringify(this.settings) !== JSON.stringify(this.kept));
  readonly #client: Client;
  readonly #activity: Activity;
  readonly #listener: SettingsListener;
  readonly #previews: LatestWins<Settings, ModelPreview>;
  #model = '';
  #image: string | null = null;
  /** Which opening of the dialog it is, so that what an earlier one began does not end in the present one. */
  #opening = 0;

  constructor(client: Client, activity: Activity, listener: SettingsListener) {
    this.#client = client;
    this.#activity = activity;
    this.#listener = listener;
    this.#previews = new LatestWins((settings) => this.#preview(settings), {
      answered: (preview) => this.#show(preview, null),
      failed: (error) => {
        this.again = () => this.#become(this.settings);
        this.#show(this.preview, lossToShow(error) ?? UNTRIED);
      },
    });
  }

  /** Opens the dialog for the open model, with a photo to try settings on. */
  async show(model: string, image: string | null): Promise<void> {
    this.#model = model;
    this.#image = image;
    const opening = ++this.#opening;
    this.preview = null;
    this.error = null;
    this.open = true;
    try {
      const { settings, presets } = await this.#work('Reading model settings', (signal) =>
        this.#client.call('model.settings', { model }, signal),
      );
      if (opening !== this.#opening) return;
      this.kept = settings;
      this.presets = presets;
      this.#become(settings);
    } catch (error) {
      if (opening !== this.#opening) return;
      this.again = () => void this.show(model, image);
      this.error = lossToShow(error);
      if (!this.error) this.close();
    }
  }

  close(): void {
    this.open = false;
    this.#opening += 1;
    if (!this.keeping) this.task?.cancel?.();
    this.#previews.drop();
    this.#forgetView();
  }

  /** The preprocessing under the present settings. */
  get recipe(): Recipe | null {
    return this.settings.preprocessing ?? this.preview?.preprocessing ?? null;
  }

  set(change: Settings): void {
    this.#become({ ...this.settings, ...change });
  }

  /** Lets a setting be found again. */
  unset(key: keyof Settings): void {
    const { [key]: _, ...rest } = this.settings;
    this.#become(rest);
  }

  setRecipe(change: Partial<Recipe>): void {
    const { recipe } = this;
    if (!recipe) return;
    const { source: _, ...preprocessing } = { source: '', ...recipe, ...change };
    this.set({ preprocessing });
  }

  setSize(size: Size): void {
    const { preprocessing } = this.settings;
    const before = this.preview?.input ?? size;
    this.set({ size, ...(preprocessing && { preprocessing: resized(preprocessing, before, size) }) });
  }

  setPreset(name: string): void {
    const preset = this.presets.find((each) => each.name === name);
    if (!preset) return;
    const { source: _, ...preprocessing } = preset.preprocessing;
    this.set({ preprocessing, ...(this.preview?.input.open && { size: preset.size }) });
  }

  /** Keeps the present settings and opens the model with them. */
  apply(): Promise<void> {
    return this.#keep(this.settings);
  }

  /** Takes all settings away, and opens the model as it is found. */
  reset(): Promise<void> {
    return this.#keep({});
  }

  async #keep(settings: Settings): Promise<void> {
    const model = this.#model;
    const opening = this.#opening;
    this.keeping = true;
    this.error = null;
    try {
      const card = await this.#work('Opening the model with other settings', (signal) =>
        this.#client.call('model.configure', { model, settings }, signal),
      );
      if (model === this.#model) this.kept = settings;
      if (opening === this.#opening) this.close();
      this.#listener.configured(card);
    } catch (error) {
      const loss = lossToShow(error);
      if (!loss) this.#listener.cancelled();
      else if (opening === this.#opening) {
        this.again = () => void this.#keep(settings);
        this.error = loss;
      } else
        this.#listener.failed({ ...loss, message: `The model settings were not applied. ${loss.message}` });
    } finally {
      this.keeping = false;
    }
  }

  /** @param work ends when the person cancels it */
  #work<T>(label: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.#activity.cancellable(label, (signal, task) => {
      this.task = task;
      return work(signal);
    });
  }

  #preview(settings: Settings): Promise<ModelPreview> {
    const asked = { model: this.#model, image: this.#image, settings };
    return this.#work('Trying model settings', (signal) => this.#client.call('model.preview', asked, signal));
  }

  #become(settings: Settings): void {
    this.settings = settings;
    this.trying = true;
    this.#previews.push(settings);
  }

  #show(preview: ModelPreview | null, error: ErrorData | null): void {
    this.trying = false;
    this.error = error;
    this.preview = preview;
    const view = error === null ? preview?.photo?.view : undefined;
    if (!view) return;
    this.#forgetView();
    this.view = URL.createObjectURL(new Blob([view.data.slice()], { type: view.mime }));
  }

  #forgetView(): void {
    if (this.view !== null) URL.revokeObjectURL(this.view);
    this.view = null;
  }
}
