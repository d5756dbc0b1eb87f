import path from 'node:path';
import type { ModelEntry } from '../../shared/api.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import { pathId } from './folders.ts';
import { findModelFile } from './model/modelFile.ts';
import { openModel, type OpenModel } from './model/openModel.ts';
import { chooseProvider, type ProviderChoice, type ProviderRequest } from './runtime/providers.ts';

/** The models that a host has offered, and the one that is open. */
export class Models {
  readonly #entries = new Map<string, ModelEntry>();
  readonly #threads: number | undefined;
  readonly #choice: Promise<ProviderChoice>;
  #open: { readonly ref: string; readonly model: OpenModel } | undefined;
  #opening: Promise<unknown> = Promise.resolve();

  constructor(provider: ProviderRequest, threads: number | undefined) {
    this.#choice = chooseProvider(provider);
    this.#threads = threads;
  }

  get provider(): Promise<ProviderChoice> {
    return this.#choice;
  }

  /** @throws WorkbenchError 'model-unreadable' */
  async add(target: string): Promise<ModelEntry> {
    const found = await findModelFile(path.resolve(target));
    const entry: ModelEntry = { ref: pathId(found.file), name: found.name, path: found.file };
    this.#entries.set(entry.ref, entry);
    return entry;
  }

  list(): ModelEntry[] {
    return [...this.#entries.values()];
  }

  /**
   * Opens a model in place of the one before, which stays open where this one cannot be. One at a time:
   * who asks meanwhile waits.
   */
  open(ref: string): Promise<OpenModel> {
    const opened = this.#opening.then(() => this.#openNow(ref));
    this.#opening = opened.catch(() => undefined);
    return opened;
  }

  async #openNow(ref: string): Promise<OpenModel> {
    const entry = this.#entries.get(ref);
    if (!entry)
      throw new WorkbenchError('model-unreadable', `No model '${ref}' is known. Open its file again.`);
    if (this.#open?.ref === ref) return this.#open.model;
    const model = await openModel(entry.path, await this.#choice, this.#threads);
    this.#open?.model.release();
    this.#open = { ref, model };
    return model;
  }

  /** The model that is open; undefined before the first. */
  get current(): OpenModel | undefined {
    return this.#open?.model;
  }

  /** The open model, by the id on its card. @throws WorkbenchError 'model-unreadable' */
  byId(id: string): OpenModel {
    const model = this.current;
    if (model?.card.id === id) return model;
    throw new WorkbenchError('model-unreadable', 'The model is not open any more. Open it again.');
  }
}
