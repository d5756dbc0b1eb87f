import { createContext } from 'svelte';
import type { MethodInfo } from '../../shared/api.ts';
import type { ErrorData } from '../../shared/errors.ts';
import type { ModelCard, ProviderId } from '../../shared/modelCard.ts';
import type { Params } from '../../shared/params.ts';
import type { ClassSelector, Explanation } from '../../shared/result.ts';
import type { Client } from '../transport/connect.ts';
import { Activity } from './activity.svelte.ts';
import { Channels } from './channels.svelte.ts';
import { ChannelView } from './channelView.svelte.ts';
import { Compare, type ShownSubject } from './compare.svelte.ts';
import { Curves } from './curves.svelte.ts';
import { Dialogs } from './dialogs.svelte.ts';
import { Engine } from './engine.svelte.ts';
import { Explanations } from './explanations.svelte.ts';
import { Exporter } from './exporter.svelte.ts';
import { failureToShow } from './failure.ts';
import { Gallery } from './gallery.svelte.ts';
import { Hints } from './hints.svelte.ts';
import { MethodSettings } from './methodSettings.svelte.ts';
import { ModelSettings } from './modelSettings.svelte.ts';
import { Models } from './models.svelte.ts';
import { Opener } from './opener.ts';
import { Panes } from './panes.svelte.ts';
import { Photo } from './photo.svelte.ts';
import { Pinned } from './pinned.svelte.ts';
import { SessionMemory } from './session.svelte.ts';
import { Shortcuts } from './shortcuts.svelte.ts';
import { SmallPhotos } from './smallPhotos.ts';
import type { Tab } from './tabs.ts';
import { TargetChoice } from './target.svelte.ts';
import type { Theme } from './theme.svelte.ts';
import { Thumbnails } from './thumbnails.ts';
import { TopImages } from './topImages.svelte.ts';
import { Truth } from './truth.svelte.ts';
import { View } from './view.svelte.ts';

export const DEFAULT_METHOD = 'lift-cam';

/** Everything the window knows, and what the person can do. Each choice here sets off the work it calls for. */
export class Workbench {
  readonly activity = new Activity();
  readonly theme: Theme;
  readonly dialogs = new Dialogs();
  readonly hints = new Hints();
  readonly shortcuts = new Shortcuts();
  readonly panes = new Panes();
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
  readonly channelView: ChannelView;
  readonly topImages: TopImages;
  readonly pinned = new Pinned();
  readonly curves: Curves;
  readonly compare: Compare;
  readonly smallPhotos: SmallPhotos;
  readonly truth: Truth;
  readonly exporter: Exporter;
  readonly methodSettings: MethodSettings;
  readonly opener: Opener;
  readonly memory: SessionMemory;
  method = $state(DEFAULT_METHOD);
  tab = $state<Tab>('channels');
  /** A failure that belongs to no panel. */
  error = $state.raw<ErrorData | null>(null);

  constructor(client: Client, theme: Theme) {
    this.theme = theme;
    this.engine = new Engine(client, () => void this.opener.again());
    this.gallery = new Gallery(client, this.activity);
    const vanished = (error: ErrorData) => this.gallery.vanish(error);
    this.thumbnails = new Thumbnails(client, vanished);
    this.photo = new Photo(client, this.activity, vanished);
    this.models = new Models(client, this.activity);
    this.methodSettings = new MethodSettings(client, this.activity);
    const paramsOf = (method: string) => this.methodSettings.chosenFor(method);
    this.modelSettings = new ModelSettings(client, this.activity, {
      configured: (card) => this.modelConfigured(card),
      failed: (error) => (this.error = error),
      cancelled: () => void this.opener.asItIsOpen(),
    });
    this.channels = new Channels(client, this.activity);
    this.channelView = new ChannelView(client, this.activity, this.channels);
    this.topImages = new TopImages(client, this.activity);
    this.curves = new Curves(client, this.activity, paramsOf);
    this.smallPhotos = new SmallPhotos(client);
    this.truth = new Truth(client, this.activity, paramsOf);
    const changed = (explanation: Explanation | null, failed: boolean) => {
      this.channelView.show(explanation);
      // A method or layer that was refused ends nothing of what was done with the one before.
      if (failed) return;
      this.pinned.show(explanation);
      this.curves.show(explanation);
      this.truth.show(explanation);
      const top = explanation?.prediction.top[0];
      if (explanation?.image && top) this.gallery.predictions.note(explanation.image, top);
    };
    this.explanations = new Explanations(client, this.activity, changed, (shown) => {
      this.#choose(shown);
      this.methodSettings.take(shown.method, shown.params);
      void this.estimateMethods();
    });
    this.compare = new Compare(client, this.activity, this);
    this.exporter = new Exporter(client, this.activity);
    this.opener = new Opener(this, client);
    this.memory = new SessionMemory(this, client);
  }

  /** Opens the settings of the open model, to be tried on the photo on show. */
  showModelSettings(): void {
    const model = this.models.card?.id;
    if (model !== undefined) void this.modelSettings.show(model, this.gallery.selected);
  }

  /** What was computed with other settings is of another model. */
  modelConfigured(card: ModelCard): void {
    this.explanations.clear();
    this.compare.clear();
    this.pinned.forgetPhotos();
    this.models.become(card);
    this.target.modelChanged();
    this.gallery.predictions.forget();
    if (this.view.modelView) this.showModelView(true);
    void this.explain();
  }

  selectImage(image: string): void {
    if (image === this.gallery.selected) return;
    this.gallery.selected = image;
    this.target.photoChanged();
    this.photoChosen();
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

  /** Shows another explanation, perhaps of another photo. */
  showSubject(subject: ShownSubject): void {
    const { image } = subject;
    this.#choose(subject);
    if (image === this.gallery.selected) {
      void this.explain();
    } else {
      this.gallery.selected = image;
      this.photoChosen();
    }
  }

  #choose({ layer, method, target }: Omit<ShownSubject, 'image'>): void {
    this.method = method;
    this.target.class = target.class;
    this.target.versus = target.versus ?? null;
    this.models.layerTensor = layer;
  }

  showModelView(shown: boolean): void {
    this.view.modelView = shown;
    const { card } = this.models;
    if (shown && card) this.photo.showModelView(card);
    else this.photo.dropModelView();
  }

  /** Does what failed once more. */
  async retry(): Promise<void> {
    const { entry, error } = this.models;
    if (entry && error) await this.opener.model(entry);
    else await this.explain();
  }

  /** @param provider to go on with instead of the present one */
  async restartEngine(provider?: ProviderId): Promise<void> {
    await this.guard(() => this.engine.restart(provider));
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

  /** Shows and explains the photo that has been selected. */
  photoChosen(): void {
    this.photo.show(this.gallery.selected);
    const { card } = this.models;
    if (this.view.modelView && card) this.photo.showModelView(card);
    void this.explain();
  }

  /** Does some work; why it fails is told above the panels. */
  async guard(work: () => Promise<void>): Promise<void> {
    this.error = null;
    try {
      await work();
    } catch (error) {
      this.error = failureToShow(error);
    }
  }
}

export const [useWorkbench, provideWorkbench] = createContext<Workbench>();
