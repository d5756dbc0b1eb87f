import { createContext } from 'svelte';
import type { Folder, MethodInfo, ModelEntry } from '../../shared/api.ts';
import type { ErrorData } from '../../shared/errors.ts';
import type { ModelCard } from '../../shared/modelCard.ts';
import type { Params } from '../../shared/params.ts';
import type { ClassSelector } from '../../shared/result.ts';
import type { Session } from '../../shared/session.ts';
import type { Client } from '../transport/connect.ts';
import { Activity } from './activity.svelte.ts';
import { Channels } from './channels.svelte.ts';
import { Compare } from './compare.svelte.ts';
import { CompareColumn, type CompareCell } from './compareCell.svelte.ts';
import { Curves } from './curves.svelte.ts';
import { Engine } from './engine.svelte.ts';
import { Explanations } from './explanations.svelte.ts';
import { Exporter } from './exporter.svelte.ts';
import { failureToShow } from './failure.ts';
import { Gallery } from './gallery.svelte.ts';
import { MethodSettings } from './methodSettings.svelte.ts';
import { ModelSettings } from './modelSettings.svelte.ts';
import { Models } from './models.svelte.ts';
import { Photo } from './photo.svelte.ts';
import { openingOf, SessionMemory } from './session.svelte.ts';
import { SmallPhotos } from './smallPhotos.ts';
import { TargetChoice } from './target.svelte.ts';
import { Theme } from './theme.svelte.ts';
import { Thumbnails } from './thumbnails.ts';
import { Truth } from './truth.svelte.ts';
import { View } from './view.svelte.ts';

export const DEFAULT_METHOD = 'lift-cam';

export const TABS = ['channels', 'curves', 'compare', 'truth'] as const;
export type Tab = (typeof TABS)[number];

/** Everything the window knows, and what the person can do. Each choice here sets off the work it calls for. */
export class Workbench {
  readonly activity = new Activity();
  readonly theme = new Theme();
  readonly view = new View();
  readonly target = new TargetChoice();
  readonly engine: Engine;
  readonly gallery: Gallery;
  readonly thumbnails: Thumbnails;
  readonly photo: Photo;
  readonly models: Models;
  readonly modelSettings: ModelSettings;
  readonly explanations: Explanations;
  readonly channels: Channels;
  readonly curves: Curves;
  readonly compare: Compare;
  readonly smallPhotos: SmallPhotos;
  readonly truth: Truth;
  readonly exporter: Exporter;
  readonly methodSettings: MethodSettings;
  readonly #memory: SessionMemory;
  /** Set once the last session has been taken up: what is shown before is not worth remembering. */
  #started = $state(false);
  method = $state(DEFAULT_METHOD);
  tab = $state<Tab>('channels');
  /** A failure that belongs to no panel. */
  error = $state.raw<ErrorData | null>(null);
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
    this.engine = new Engine(client, () => void this.#recover());
    this.gallery = new Gallery(client, this.activity);
    this.thumbnails = new Thumbnails(client);
    this.photo = new Photo(client);
    this.models = new Models(client, this.activity);
    this.methodSettings = new MethodSettings(client);
    this.modelSettings = new ModelSettings(client, (card) => this.#modelConfigured(card));
    this.channels = new Channels(client);
    this.curves = new Curves(client, this.activity);
    this.compare = new Compare(client, this.activity);
    this.smallPhotos = new SmallPhotos(client);
    this.truth = new Truth(client, this.activity);
    this.explanations = new Explanations(client, this.activity, (explanation) => {
      this.channels.show(explanation);
      this.curves.show(explanation);
      this.truth.show(explanation);
      const top = explanation?.prediction.top[0];
      if (explanation?.image && top) this.gallery.noteTop(explanation.image, top);
    });
    this.exporter = new Exporter(client, this.activity);
    this.#memory = new SessionMemory(client, (error) => (this.error = failureToShow(error)));
  }

  /** Start: what the last session showed, or what this start was asked for; at the very first, the bundled photos and model. */
  async start(): Promise<void> {
    await this.#guard(async () => {
      const [start] = await Promise.all([
        this.#memory.load(),
        this.engine.load(),
        this.gallery.list(),
        this.models.list(),
      ]);
      const canReopen = this.engine.host?.dialogs ?? false;
      const opening = openingOf(start, this.gallery.folders, this.models.offered, canReopen);
      const { folder, model, sameFolder, sameModel, missing } = opening;
      if (start.session) this.#takeUp(start.session);
      if (sameFolder && sameModel) this.channels.restore(sameFolder);
      if (missing) this.gallery.miss(missing);
      await Promise.all([
        folder && this.openFolder(folder, sameFolder?.image ?? null),
        model && this.openModel(model, sameModel),
      ]);
    });
    this.#started = true;
  }

  /** Remembers what is on show; to be called whenever that changes. */
  remember(): void {
    if (this.#started) this.#memory.save(this.#session());
  }

  #takeUp({ method, params, tab, view }: Session): void {
    this.methodSettings.chosen = params;
    if (this.engine.info?.methods.some(({ id }) => id === method)) this.method = method;
    this.tab = TABS.find((known) => known === tab) ?? this.tab;
    this.view.signed = view.signed;
    this.view.interpolation = view.interpolation;
  }

  #session(): Session {
    const { gallery, models, target, view } = this;
    const { opened, card } = models;
    return {
      folder: gallery.folder,
      image: gallery.selected,
      model: opened && card ? { ...opened, id: card.id } : null,
      layer: models.layerTensor,
      method: this.method,
      params: this.methodSettings.chosen,
      target: target.selector,
      pinned: target.pinned,
      absent: [...this.channels.absent],
      tab: this.tab,
      view: { signed: view.signed, interpolation: view.interpolation },
    };
  }

  /** @param image the photo to begin with; the first where there is none */
  async openFolder(folder: Folder, image: string | null = null): Promise<void> {
    this.target.photoChanged();
    this.explanations.clear();
    void this.photo.show(null);
    await this.gallery.open(folder, () => this.#photoChosen(), image);
  }

  /** @param session the last one, whose layer and class are taken up where the model is still the same */
  async openModel(entry: ModelEntry, session: Session | null = null): Promise<void> {
    const before = this.models.card?.id;
    const wanted = session?.model ? { id: session.model.id, layer: session.layer } : undefined;
    if (!(await this.models.open(entry, wanted))) return;
    if (this.models.card?.id !== before) {
      this.compare.clear();
      this.target.modelChanged();
      this.gallery.forgetTop();
    }
    if (session && session.model?.id === this.models.card?.id)
      this.target.restore(session.target, session.pinned);
    if (this.view.modelView) this.showModelView(true);
    await this.explain();
  }

  /** Opens the settings of the open model, to be tried on the photo on show. */
  showModelSettings(): void {
    const model = this.models.card?.id;
    if (model !== undefined) void this.modelSettings.show(model, this.gallery.selected);
  }

  /** What was computed with other settings is of another model. */
  #modelConfigured(card: ModelCard): void {
    this.explanations.clear();
    this.models.become(card);
    this.target.modelChanged();
    this.gallery.forgetTop();
    if (this.view.modelView) this.showModelView(true);
    void this.explain();
  }

  /** Opens what the person picks in the host's dialog. */
  async pickFolder(): Promise<void> {
    await this.#guard(async () => {
      const folder = await this.#client.call('host.pickFolder', {});
      if (!folder) return;
      await this.gallery.list();
      await this.openFolder(folder);
    });
  }

  async pickModel(): Promise<void> {
    await this.#guard(async () => {
      const entry = await this.#client.call('host.pickModel', {});
      if (!entry) return;
      await this.models.list();
      await this.openModel(entry);
    });
  }

  selectImage(image: string): void {
    if (image === this.gallery.selected) return;
    this.gallery.selected = image;
    this.target.photoChanged();
    this.#photoChosen();
  }

  selectLayer(tensor: string): void {
    this.models.layerTensor = tensor;
    void this.explain();
  }

  selectMethod(method: string): void {
    this.method = method;
    void this.explain();
  }

  setMethodParam(method: MethodInfo, name: string, value: Params[string]): void {
    this.methodSettings.set(method, name, value);
    void this.estimateMethods();
    void this.explain();
  }

  resetMethodParams(method: string): void {
    this.methodSettings.reset(method);
    void this.estimateMethods();
    void this.explain();
  }

  /** Learns what each method would cost here and now. */
  async estimateMethods(): Promise<void> {
    const { card, layerTensor } = this.models;
    if (card && layerTensor)
      await this.methodSettings.estimate(card.id, layerTensor, this.engine.info?.methods ?? []);
  }

  selectClass(selector: ClassSelector): void {
    this.target.class = selector;
    void this.explain();
  }

  selectVersus(selector: ClassSelector | null): void {
    this.target.versus = selector;
    void this.explain();
  }

  /** Fills the Compare tab's grid for the model, the layer and the photo on show. */
  async compareMethods(): Promise<void> {
    const { card, layer } = this.models;
    const columns = this.compare.across === 'classes' ? this.#classColumns() : this.#photoColumns();
    if (!card || !layer || columns.length === 0) return;
    const affine = layer.head === 'affine';
    const paramsOf = (method: string) => this.methodSettings.chosenFor(method);
    await this.compare.start({ model: card.id, layer: layer.tensor, affine, paramsOf }, columns);
  }

  /** The most probable classes of the photo on show, and the explained one where it is not among them. */
  #classColumns(): CompareColumn[] {
    const { current } = this.explanations;
    const { image } = current ?? {};
    if (!current || !image) return [];
    const top = current.prediction.top.slice(0, this.compare.count);
    const explained = current.target.class;
    const classes = top.some(({ index }) => index === explained.index) ? top : [...top, explained];
    return classes.map(({ index, label }) => new CompareColumn(image, { class: { index } }, label));
  }

  /** The photo on show and those that follow it in the gallery. */
  #photoColumns(): CompareColumn[] {
    const { shown, selected } = this.gallery;
    const first = Math.max(
      0,
      shown.findIndex(({ id }) => id === selected),
    );
    return shown
      .slice(first, first + this.compare.count)
      .map(({ id, name }) => new CompareColumn(id, this.target.selector, name));
  }

  /** Shows a cell of the Compare tab in the viewer. */
  showCompared({ method, column: { image, target } }: CompareCell): void {
    this.method = method;
    this.target.class = target.class;
    this.target.versus = target.versus ?? null;
    if (this.compare.subject) this.models.layerTensor = this.compare.subject.layer;
    if (image === this.gallery.selected) {
      void this.explain();
    } else {
      this.gallery.selected = image;
      this.#photoChosen();
    }
  }

  showModelView(shown: boolean): void {
    this.view.modelView = shown;
    const model = this.models.card?.id;
    if (shown && model) void this.photo.showModelView(model);
    else this.photo.dropModelView();
  }

  /** Does what failed once more. */
  async retry(): Promise<void> {
    const { entry, error } = this.models;
    if (entry && error) await this.openModel(entry);
    else await this.explain();
  }

  async restartEngine(): Promise<void> {
    await this.#guard(() => this.engine.restart());
  }

  /** Explains the present choice, once there are a photo and a model. */
  async explain(): Promise<void> {
    const { card, layerTensor } = this.models;
    const image = this.gallery.selected;
    if (!card || !layerTensor || image === null) return;
    const subject = {
      model: card.id,
      image,
      layer: layerTensor,
      method: this.method,
      params: this.methodSettings.chosenFor(this.method),
      target: this.target.selector,
    };
    await this.explanations.explain(subject);
  }

  #photoChosen(): void {
    void this.photo.show(this.gallery.selected);
    const model = this.models.card?.id;
    if (this.view.modelView && model) void this.photo.showModelView(model);
    void this.explain();
  }

  /** The engine came back with an empty memory: open the same model again and do the present work anew. */
  async #recover(): Promise<void> {
    this.compare.clear();
    await this.#guard(async () => {
      await Promise.all([this.engine.load(), this.gallery.list(), this.models.list()]);
      const model = this.models.opened ?? this.models.entry;
      if (model) await this.openModel(model);
      if (this.gallery.images.length === 0 && this.gallery.folder) await this.openFolder(this.gallery.folder);
      else if (!this.photo.bitmap) await this.photo.show(this.gallery.selected);
    });
  }

  async #guard(work: () => Promise<void>): Promise<void> {
    this.error = null;
    try {
      await work();
    } catch (error) {
      this.error = failureToShow(error);
    }
  }
}

export const [useWorkbench, provideWorkbench] = createContext<Workbench>();
