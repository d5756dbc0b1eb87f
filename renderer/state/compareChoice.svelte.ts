import type { Params } from '../../shared/params.ts';
import type { Explanation, TargetSelector } from '../../shared/result.ts';
import type { Gallery } from './gallery.svelte.ts';
import type { MethodSettings } from './methodSettings.svelte.ts';
import type { Models } from './models.svelte.ts';
import type { TargetChoice } from './target.svelte.ts';

/** The method that every other one is held against. */
export const REFERENCE = 'shap-cam';

/** So many models' classes and folders' photos are remembered. */
const MOST_KEPT = 8;

/** What is on show, of which a comparison is made. */
export interface CompareScene {
  readonly models: Pick<Models, 'card' | 'layer'>;
  readonly gallery: Pick<Gallery, 'folder' | 'images' | 'shown' | 'selected'>;
  readonly explanations: { readonly current: Explanation | null };
  readonly target: Pick<TargetChoice, 'selector'>;
  readonly methodSettings: Pick<MethodSettings, 'chosenFor' | 'estimates'>;
}

/** Where the grid is taken: always the model and the layer on show when it was started. */
export interface CompareSubject {
  readonly model: string;
  readonly layer: string;
  /** Whether the Shapley values have a closed form there. */
  readonly affine: boolean;
  /** The parameters that the person had set for each method, that of the reference included. */
  readonly params: ReadonlyMap<string, Params>;
}

/** What stands at the head of a column: one class of the photo on show, or one photo. */
export interface ColumnChoice {
  readonly image: string;
  readonly target: TargetSelector;
  /** Name of the class or of the photo. */
  readonly title: string;
}

/** What to compare: methods down, classes of a photo or photos across, and the scores under each map. */
export class CompareChoice {
  across = $state<'classes' | 'images'>('classes');
  /** How many classes or photos where none are chosen by hand. */
  count = $state(3);
  methods = $state.raw<readonly string[]>(['lift-cam', 'grad-cam', 'grad-cam++']);
  metrics = $state.raw<readonly string[]>(['ad']);
  /** One colour range for all maps, or one for each. */
  sharedRange = $state(true);
  /** Classes chosen by hand, by model, and photos, by folder; those of a few, the latest last. */
  classesOf = $state.raw<Readonly<Record<string, readonly number[]>>>({});
  imagesOf = $state.raw<Readonly<Record<string, readonly string[]>>>({});
  readonly #scene: CompareScene;

  constructor(scene: CompareScene) {
    this.#scene = scene;
  }

  /** Indices of the classes chosen by hand; null where the most probable ones are taken. */
  readonly classes = $derived.by(() => this.classesOf[this.#scene.models.card?.id ?? ''] ?? null);
  /** Ids of the photos chosen by hand; null where those from the one on show on are taken. */
  readonly images = $derived.by(() => this.imagesOf[this.#scene.gallery.folder?.id ?? ''] ?? null);

  readonly columns = $derived.by<readonly ColumnChoice[]>(() =>
    this.across === 'classes' ? this.#classColumns() : this.#photoColumns(),
  );

  readonly subject = $derived.by<CompareSubject | null>(() => {
    const { models, methodSettings } = this.#scene;
    const { card, layer } = models;
    if (!card || !layer) return null;
    const methods = [...this.methods, REFERENCE];
    const params = new Map(methods.map((method) => [method, methodSettings.chosenFor(method)]));
    return { model: card.id, layer: layer.tensor, affine: layer.head === 'affine', params };
  });

  /** Milliseconds that the maps will take, with the Shapley values where they have a closed form; null while not known. */
  readonly milliseconds = $derived.by<number | null>(() => {
    const { estimates } = this.#scene.methodSettings;
    const run = this.subject?.affine ? [...this.methods, REFERENCE] : this.methods;
    const times = run.map((id) => estimates.get(id)?.milliseconds);
    const known = times.filter((time) => time !== undefined);
    if (known.length < times.length) return null;
    return this.columns.length * known.reduce((sum, time) => sum + time, 0);
  });

  /** Takes the `count` most probable classes again, or the photos from the one on show on. */
  chooseCount(count: number): void {
    this.count = count;
    const { card } = this.#scene.models;
    const { folder } = this.#scene.gallery;
    if (this.across === 'classes' && card) this.classesOf = without(this.classesOf, card.id);
    if (this.across === 'images' && folder) this.imagesOf = without(this.imagesOf, folder.id);
  }

  chooseClasses(classes: readonly number[]): void {
    const { card } = this.#scene.models;
    if (card) this.classesOf = withLatest(this.classesOf, card.id, classes);
  }

  chooseImages(images: readonly string[]): void {
    const { folder } = this.#scene.gallery;
    if (folder) this.imagesOf = withLatest(this.imagesOf, folder.id, images);
  }

  /** Each class on its own, or against the one that the photo on show is explained against. */
  #classColumns(): ColumnChoice[] {
    const { current } = this.#scene.explanations;
    const { card } = this.#scene.models;
    const { image } = current ?? {};
    if (!current || !card || !image) return [];
    const { class: explained, versus } = current.target;
    const top = current.prediction.top.slice(0, this.count).map(({ index }) => index);
    const indices = this.classes ?? [...new Set([...top, explained.index])];
    const against = versus ? { versus: { index: versus.index } } : {};
    return indices
      .filter((index) => index !== versus?.index)
      .map((index) => {
        const label = card.labels[index] ?? String(index);
        const title = versus ? `${label} − ${versus.label}` : label;
        return { image, target: { class: { index }, ...against }, title };
      });
  }

  #photoColumns(): ColumnChoice[] {
    const { gallery, target } = this.#scene;
    const { shown, selected, images } = gallery;
    const first = Math.max(
      0,
      shown.findIndex(({ id }) => id === selected),
    );
    const { images: chosen } = this;
    const photos = chosen
      ? images.filter(({ id }) => chosen.includes(id))
      : shown.slice(first, first + this.count);
    return photos.map(({ id, name }) => ({ image: id, target: target.selector, title: name }));
  }
}

function without<T>(all: Readonly<Record<string, T>>, key: string): Record<string, T> {
  const { [key]: _, ...others } = all;
  return others;
}

function withLatest<T>(all: Readonly<Record<string, T>>, key: string, value: T): Record<string, T> {
  const others = Object.entries(without(all, key));
  return { ...Object.fromEntries(others.slice(1 - MOST_KEPT)), [key]: value };
}
