import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { ModelEntry } from '../../shared/api.ts';
import { toErrorData, WorkbenchError } from '../../shared/errors.ts';
import type { CancelSignal } from '../../shared/job.ts';
import type { ModelSettings } from '../../shared/modelSettings.ts';
import type { ModelWish } from '../../shared/modelWish.ts';
import { throwIfCancelled } from './cancel.ts';
import { pathId } from './folders.ts';
import { wishAsSettings, wishOf } from './model/fileWish.ts';
import { findModelFile } from './model/modelFile.ts';
import { openModel, type OpenModel, type OpenWish } from './model/openModel.ts';
import { SettingsStore } from './model/settingsStore.ts';
import { settingsWish } from './model/settingsWish.ts';
import { chooseProvider, type ProviderChoice, type ProviderRequest } from './runtime/providers.ts';

/** Bytes of the largest model file that stays compiled when another model takes its place. */
const MOST_KEPT = 256e6;

/** The models that a host has offered, and the one that is open. */
export class Models {
  readonly #entries = new Map<string, ModelEntry>();
  readonly #threads: number | undefined;
  readonly #choice: Promise<ProviderChoice>;
  /** The model that was open before, compiled as it is, so that going back to it takes no time; a small one only. */
  #before: OpenModel | undefined;
  #open: { readonly ref: string; readonly model: OpenModel } | undefined;
  #opening: Promise<unknown> = Promise.resolve();
  readonly #settings: SettingsStore;
  /** What a host's command line says of models, by their refs. */
  readonly #wishes = new Map<string, ModelWish>();

  /** @param settingsFolder where what a person sets for a model is kept */
  constructor(provider: ProviderRequest, threads: number | undefined, settingsFolder: string | undefined) {
    this.#settings = new SettingsStore(settingsFolder);
    this.#choice = chooseProvider(provider);
    this.#threads = threads;
  }

  get provider(): Promise<ProviderChoice> {
    return this.#choice;
  }

  /**
   * @param wish goes before what is remembered of the model, until the person sets something else
   * @param ref of a model that may lie elsewhere at the next start
   * @throws WorkbenchError 'model-unreadable', 'input-invalid' for a wish that names what is not there
   */
  async add(target: string, wish?: ModelWish, ref?: string): Promise<ModelEntry> {
    if (wish) await wishOf(wish);
    const found = await findModelFile(path.resolve(target));
    const before = this.list().find((each) => each.path === found.file);
    const entry: ModelEntry = {
      ref: ref ?? before?.ref ?? pathId(found.file),
      name: found.name,
      path: found.file,
    };
    // The latest last, also of those that were there before.
    this.#entries.delete(entry.ref);
    this.#entries.set(entry.ref, entry);
    if (wish) this.#wishes.set(entry.ref, wish);
    return entry;
  }

  list(): ModelEntry[] {
    return [...this.#entries.values()];
  }

  /**
   * Opens a model in place of the one before, which stays open where this one cannot be; a file that holds the same
   * model takes over what was compiled. One at a time: who asks meanwhile waits.
   * @throws WorkbenchError 'cancelled' between two stages of reading the model
   */
  open(ref: string, signal?: CancelSignal): Promise<OpenModel> {
    return this.#inTurn(() => this.#openNow(ref, signal));
  }

  /**
   * Opens the open model anew with other settings, which are remembered where it can be opened with them.
   * @throws WorkbenchError 'input-invalid' where they do not fit it; 'cancelled', and then nothing has changed
   */
  configure(id: string, settings: ModelSettings, signal?: CancelSignal): Promise<OpenModel> {
    return this.#inTurn(async () => {
      const { card } = this.byId(id);
      const ref = this.#open?.ref ?? '';
      const model = await this.read(card.path, settingsWish(settings), signal);
      await this.#releaseIfCancelled(model, signal);
      await this.#settings.write(card.sha256, settings);
      this.#wishes.delete(ref);
      return this.#become(ref, model);
    });
  }

  /** Reads a model file, whatever is open. */
  async read(
    file: string,
    wish: OpenWish | ((sha256: string) => Promise<OpenWish>),
    signal?: CancelSignal,
  ): Promise<OpenModel> {
    return openModel(file, await this.#choice, this.#threads, wish, this.#held(), signal);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#opening.then(work);
    this.#opening = done.catch(() => undefined);
    return done;
  }

  async #openNow(ref: string, signal: CancelSignal | undefined): Promise<OpenModel> {
    const entry = this.#entries.get(ref);
    if (!entry)
      throw new WorkbenchError('model-unreadable', `No model '${ref}' is known. Open its file again.`);
    if (this.#open?.ref === ref && this.#open.model.isCurrent()) return this.#open.model;
    const wish = this.#wishes.get(ref);
    const { path: file } = entry;
    const model = await (wish ? this.#openWished(file, wish, signal) : this.#openRemembered(file, signal));
    await this.#releaseIfCancelled(model, signal);
    return this.#become(ref, model);
  }

  /** What was cancelled during the last stage is heard in the next turn of the event loop. @throws WorkbenchError 'cancelled' */
  async #releaseIfCancelled(model: OpenModel, signal: CancelSignal | undefined): Promise<void> {
    await setImmediate();
    if (signal?.aborted === true) model.release();
    throwIfCancelled(signal, 'Opening the model');
  }

  #held(): OpenModel[] {
    return [this.#open?.model, this.#before].filter((model) => model !== undefined);
  }

  #become(ref: string, model: OpenModel): OpenModel {
    const others = this.#held().filter((each) => each !== model);
    this.#before = others.find(
      (each) => each.card.sha256 !== model.card.sha256 && each.size <= MOST_KEPT && each.isCurrent(),
    );
    for (const each of others) if (each !== this.#before) each.release();
    this.#open = { ref, model };
    return model;
  }

  /** Opens a model as the person has set it; settings that no longer fit it are passed over, which is told. */
  async #openRemembered(file: string, signal: CancelSignal | undefined): Promise<OpenModel> {
    const remembered = async (sha256: string) => settingsWish(await this.#settings.read(sha256));
    try {
      return await this.read(file, remembered, signal);
    } catch (error) {
      const { code, message } = toErrorData(error);
      if (code !== 'input-invalid') throw error;
      const model = await this.read(file, {}, signal);
      model.card.warnings.push(`The settings remembered for this model are not used: ${message}`);
      return model;
    }
  }

  /** Opens a model as it is wished, and in all else as the person has set it. */
  async #openWished(file: string, wish: ModelWish, signal: CancelSignal | undefined): Promise<OpenModel> {
    const { output, size, sources = [] } = await wishOf(wish);
    const wished = async (sha256: string) => {
      const remembered = settingsWish(await this.#settings.read(sha256));
      return {
        ...remembered,
        output: output ?? remembered.output,
        size: size ?? remembered.size,
        sources: [...sources, ...(remembered.sources ?? [])],
      };
    };
    return this.read(file, wished, signal);
  }

  /** What is set for the open model: by the person, and before that by a host's command line. */
  async settingsOf(id: string): Promise<ModelSettings> {
    const { card } = this.byId(id);
    const wish = this.#wishes.get(this.#open?.ref ?? '');
    return { ...(await this.#settings.read(card.sha256)), ...(wish && wishAsSettings(wish, card)) };
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
