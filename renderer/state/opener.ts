import type { Folder, ModelEntry } from '../../shared/api.ts';
import type { Session } from '../../shared/session.ts';
import type { Client } from '../transport/connect.ts';
import type { Workbench } from './workbench.svelte.ts';

/** Opens folders and models: at the start, when the person asks, and when the engine has come back. */
export class Opener {
  readonly #workbench: Workbench;
  readonly #client: Client;

  constructor(workbench: Workbench, client: Client) {
    this.#workbench = workbench;
    this.#client = client;
  }

  /** @param image the photo to begin with; the first where there is none */
  async folder(folder: Folder, image: string | null = null): Promise<void> {
    const { target, explanations, photo, gallery } = this.#workbench;
    target.photoChanged();
    explanations.clear();
    void photo.show(null);
    await gallery.open(folder, () => this.#workbench.photoChosen(), image);
  }

  /** @param session the last one, whose layer and class are taken up where the model is still the same */
  async model(entry: ModelEntry, session: Session | null = null): Promise<void> {
    const { models, compare, target, gallery, view } = this.#workbench;
    const before = models.card?.id;
    const wanted = session?.model ? { id: session.model.id, layer: session.layer } : undefined;
    if (!(await models.open(entry, wanted))) return;
    if (models.card?.id !== before) {
      compare.clear();
      target.modelChanged();
      gallery.forgetTop();
    }
    if (session && session.model?.id === models.card?.id) target.restore(session.target, session.pinned);
    if (view.modelView) this.#workbench.showModelView(true);
    await this.#workbench.explain();
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
    const { compare, engine, gallery, models, photo } = this.#workbench;
    compare.clear();
    await this.#workbench.guard(async () => {
      await Promise.all([engine.load(), gallery.list(), models.list()]);
      const model = models.opened ?? models.entry;
      if (model) await this.model(model);
      if (gallery.images.length === 0 && gallery.folder) await this.folder(gallery.folder);
      else if (!photo.bitmap) await photo.show(gallery.selected);
    });
  }
}
