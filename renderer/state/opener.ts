import type { Folder, ModelEntry, Notices } from '../../shared/api.ts';
import type { ErrorData } from '../../shared/errors.ts';
import type { Client } from '../transport/connect.ts';
import type { Workbench } from './workbench.svelte.ts';

/** Opens folders and models: at the start, when the person asks, and when the engine has come back. */
export class Opener {
  readonly #workbench: Workbench;
  readonly #client: Client;
  /** Why a model was not opened when the engine or the connection was lost, to be told once it is back; null where none was. */
  #lost: ErrorData | null = null;

  constructor(workbench: Workbench, client: Client) {
    this.#workbench = workbench;
    this.#client = client;
  }

  /** @param image the photo to begin with; the first where there is none */
  async folder(folder: Folder, image: string | null = null): Promise<void> {
    this.#workbench.target.photoChanged();
    await this.#read(folder, image);
  }

  async #read(folder: Folder, image: string | null): Promise<void> {
    const { explanations, photo, gallery, thumbnails } = this.#workbench;
    explanations.clear();
    photo.show(null);
    thumbnails.forget();
    await gallery.open(folder, () => this.#workbench.photoChosen(), image);
  }

  /** Opens a model; the first one takes up layer and class of the last session, where it is the same as there. */
  async model(entry: ModelEntry): Promise<void> {
    const { compare, explanations, gallery, memory, models, target, view } = this.#workbench;
    const before = models.card?.id;
    const session = models.opened ? null : memory.now();
    const wanted = session?.model ? { id: session.model.id, layer: session.layer } : undefined;
    const end = await models.open(entry, wanted);
    const another = models.opened && models.opened.ref !== entry.ref ? models.opened : null;
    if (end === 'failed' && another) this.#tell(models.stay());
    // It may have been opened before that was heard: the one before is asked for again, which costs nothing where it stayed.
    if (end === 'cancelled' && another) await this.model(another);
    if (end !== 'opened') return;
    // The same model too: its file may have been read anew.
    explanations.forget();
    compare.forget();
    if (models.card?.id !== before) {
      compare.clear();
      target.modelChanged();
      gallery.predictions.forget();
    }
    if (session && session.model?.id === models.card?.id) target.restore(session.target, session.pinned);
    if (view.modelView) this.#workbench.showModelView(true);
    await this.#workbench.explain();
  }

  /** Tells why another model was not opened; where the engine or the connection was lost with it, once that is back. */
  #tell(why: ErrorData | null): void {
    if (why?.code === 'engine-restarted' || why?.code === 'connection-lost') this.#lost = why;
    else if (why) this.#workbench.error = why;
  }

  /** Opens the present model anew: its file may hold another one by now. */
  async modelAgain(): Promise<void> {
    const { opened, entry, offered, error } = this.#workbench.models;
    const model = opened ?? entry;
    // What has ended the engine once is not opened again unasked.
    const ended = !opened && error?.code === 'engine-restarted';
    if (!model || ended) return;
    if (offered.some(({ ref }) => ref === model.ref)) await this.model(model);
    else this.#workbench.models.miss(model);
  }

  /** Other settings of the model may have been taken before their cancel was heard: it is shown as it is open now. */
  async asItIsOpen(): Promise<void> {
    const { opened, card } = this.#workbench.models;
    if (!opened) return;
    await this.#workbench.guard(async () => {
      const now = await this.#client.call('model.open', { ref: opened.ref });
      if (JSON.stringify(now) !== JSON.stringify(card)) this.#workbench.modelConfigured(now);
    });
  }

  /** Opens the folder that the person picks in the host's dialog. */
  async pickFolder(): Promise<void> {
    await this.#workbench.guard(async () => {
      const folder = await this.#client.call('host.pickFolder', {});
      if (!folder) return;
      await this.#workbench.gallery.list();
      await this.folder(folder);
    });
  }

  /** Shows what the person opened outside the page. */
  async opened(opened: Notices['host.opened']): Promise<void> {
    const { gallery, models } = this.#workbench;
    await this.#workbench.guard(async () => {
      await Promise.all([gallery.list(), models.list()]);
      if (opened.kind === 'model') {
        await this.model(opened.model);
        return;
      }
      const { folder, image } = opened;
      if (image !== null && gallery.images.some(({ id }) => id === image)) this.#workbench.selectImage(image);
      else await this.folder(folder, image);
    });
  }

  /** Reads the open folder again, which may have changed or come back; the photo, its class and its channels stay. */
  async rescan(): Promise<void> {
    const { models } = this.#workbench;
    await this.#workbench.guard(async () => {
      await this.#offerAgain();
      const gone = models.error?.code === 'model-missing';
      await Promise.all([this.#readAgain(), gone && this.modelAgain()]);
    });
  }

  /** Opens the model that has gone where it is there again, as may be its folder; otherwise that it has gone is told on. */
  async findModel(): Promise<void> {
    const { gallery } = this.#workbench;
    await this.#workbench.guard(async () => {
      await this.#offerAgain();
      const gone = gallery.error?.code === 'folder-missing';
      await Promise.all([gone && this.#readAgain(), this.modelAgain()]);
    });
  }

  async #offerAgain(): Promise<void> {
    const { gallery, models } = this.#workbench;
    await this.#client.call('host.offerAgain', {});
    await Promise.all([gallery.list(), models.list()]);
  }

  async #readAgain(): Promise<void> {
    const { gallery, memory } = this.#workbench;
    if (gallery.folder) await this.#read(gallery.folder, memory.now().image);
  }

  async pickModel(): Promise<void> {
    await this.#workbench.guard(async () => {
      const entry = await this.#client.call('host.pickModel', {});
      if (!entry) return;
      await this.#workbench.models.list();
      await this.model(entry);
    });
  }

  /** The engine came back with an empty memory: open the same model again and do the present work anew. */
  async again(): Promise<void> {
    const { compare, engine, explanations, gallery, models, photo } = this.#workbench;
    compare.interrupt();
    explanations.forget();
    await this.#workbench.guard(async () => {
      await Promise.all([engine.load(), gallery.list(), models.list()]);
      await this.modelAgain();
      if (gallery.images.length === 0 && gallery.folder) await this.folder(gallery.folder);
      else if (!photo.bitmap) photo.show(gallery.selected);
      if (models.card && gallery.folder) void gallery.predictions.goOn(models.card.id, gallery.folder.id);
    });
    this.#workbench.error ??= this.#lost;
    this.#lost = null;
  }
}
