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
  #open: { readonly ref: string; readonly model: Promise<OpenModel> } | undefined;

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

  /** Opens a model in place of the one before; that one's memory is given back. */
  async open(ref: string): Promise<OpenModel> {
    const entry = this.#entries.get(ref);
    if (!entry)
      throw new WorkbenchError('model-unreadable', `No model '${ref}' is known. Open its file again.`);
    const before = this.#open;
    if (before?.ref === ref) return before.model;
    const model = this.#choice.then((choice) => openModel(entry.path, choice, this.#threads));
    this.#open = { ref, model };
    try {
      const opened = await model;
      if (before) await before.model.then((each) => each.release()).catch(() => undefined);
      return opened;
    } catch (error) {
      if (this.#open.model === model) this.#open = before;
      throw error;
    }
  }

  /** The open model, by the id on its card. @throws WorkbenchError 'model-unreadable' */
  async byId(id: string): Promise<OpenModel> {
    const model = await this.#open?.model;
    if (model?.card.id === id) return model;
    throw new WorkbenchError('model-unreadable', 'The model is not open any more. Open it again.');
  }
}
