import type { EngineCalls, ModelPreview } from '../../shared/api.ts';
import type { ErrorData } from '../../shared/errors.ts';
import type { ModelCard } from '../../shared/modelCard.ts';
import type { ModelSettings as Settings } from '../../shared/modelSettings.ts';
import type { Client } from '../transport/connect.ts';
import { failureToShow } from './failure.ts';
import { LatestWins } from './latestWins.ts';
import { resized, type Recipe, type Size } from './recipe.ts';

type Preset = EngineCalls['model.settings']['output']['presets'][number];

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
  trying = $state(false);
  keeping = $state(false);
  readonly changed = $derived(JSON.stringify(this.settings) !== JSON.stringify(this.kept));
  readonly #client: Client;
  readonly #configured: (card: ModelCard) => void;
  readonly #previews: LatestWins<Settings, ModelPreview>;
  #model = '';
  #image: string | null = null;

  /** @param configured told of the card of the model that has been opened anew */
  constructor(client: Client, configured: (card: ModelCard) => void) {
    this.#client = client;
    this.#configured = configured;
    this.#previews = new LatestWins(
      (settings) => this.#client.call('model.preview', { model: this.#model, image: this.#image, settings }),
      {
        answered: (preview) => this.#show(preview, null),
        failed: (error) => this.#show(this.preview, failureToShow(error)),
      },
    );
  }

  /** Opens the dialog for the open model, with a photo to try settings on. */
  async show(model: string, image: string | null): Promise<void> {
    this.#model = model;
    this.#image = image;
    this.preview = null;
    this.error = null;
    this.open = true;
    try {
      const { settings, presets } = await this.#client.call('model.settings', { model });
      this.kept = settings;
      this.presets = presets;
      this.#become(settings);
    } catch (error) {
      this.error = failureToShow(error);
    }
  }

  close(): void {
    this.open = false;
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
    this.keeping = true;
    try {
      const card = await this.#client.call('model.configure', { model: this.#model, settings });
      this.kept = settings;
      this.close();
      this.#configured(card);
    } catch (error) {
      this.error = failureToShow(error);
    } finally {
      this.keeping = false;
    }
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
