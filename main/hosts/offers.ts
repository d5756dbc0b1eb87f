import type { Folder, HostCalls, ModelEntry } from '../../shared/api.ts';
import type { ModelWish } from '../../shared/modelWish.ts';
import type { EngineHost } from './engineHost.ts';
import type { RecentKind } from './sessionStore.ts';

/** Ids of what a start was asked to open. */
export type Asked = HostCalls['host.asked']['output'];

/** What a command line names. */
export interface Named {
  readonly folder?: string | undefined;
  readonly model?: string | undefined;
  /** What it says of the model. */
  readonly wish?: ModelWish;
}

/** What is remembered of opened folders and models. */
export interface Memory {
  recent(kind: RecentKind): readonly string[];
  note(kind: RecentKind, path: string): Promise<void>;
}

/** Folders and models that the person opens: each is offered to the window, and remembered for the next start. */
export class Offers {
  readonly #engine: EngineHost;
  readonly #memory: Memory;

  constructor(engine: EngineHost, memory: Memory) {
    this.#engine = engine;
    this.#memory = memory;
  }

  /** Throws `folder-missing`, `disk-failed`. */
  async folder(path: string): Promise<Folder> {
    const folder = await this.#engine.call('folder.add', { path });
    await this.#memory.note('folders', folder.path);
    return folder;
  }

  /** Throws `model-unreadable`, `input-invalid`, `disk-failed`. */
  async model(path: string, wish?: ModelWish): Promise<ModelEntry> {
    const model = await this.#engine.call('model.add', { path, ...(wish && { wish }) });
    await this.#memory.note('models', model.path);
    return model;
  }

  /** Opens what the command line names. */
  async named({ folder, model, wish }: Named): Promise<Asked> {
    return {
      folder: folder === undefined ? null : (await this.folder(folder)).id,
      model: model === undefined ? null : (await this.model(model, wish)).ref,
    };
  }

  /** Offers what was opened before, the latest last; what has gone is passed over, and may be back at the next time. */
  async again(): Promise<void> {
    const passOver = () => undefined;
    for (const path of this.#memory.recent('folders'))
      await this.#engine.call('folder.add', { path }).catch(passOver);
    for (const path of this.#memory.recent('models'))
      await this.#engine.call('model.add', { path }).catch(passOver);
  }
}
