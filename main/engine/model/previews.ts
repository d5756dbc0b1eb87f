import type { ModelPreview } from '../../../shared/api.ts';
import { toErrorData } from '../../../shared/errors.ts';
import type { ModelSettings } from '../../../shared/modelSettings.ts';
import type { CancelSignal } from '../../../shared/job.ts';
import { throwIfCancelled } from '../cancel.ts';
import { encodedImage } from '../images/encode.ts';
import { modelView, preprocess } from '../images/preprocess.ts';
import type { Raster } from '../images/raster.ts';
import { Scores } from '../targets.ts';
import type { OpenModel, OpenWish } from './openModel.ts';
import { settingsWish } from './settingsWish.ts';

/** Tries settings on a photo before they are kept. */
export class Previews {
  readonly #read: (file: string, wish: OpenWish, signal?: CancelSignal) => Promise<OpenModel>;
  /** The model as it was last read with another size, layout or output than the open one's. */
  #draft: { readonly key: string; readonly model: Promise<OpenModel> } | undefined;

  constructor(read: (file: string, wish: OpenWish, signal?: CancelSignal) => Promise<OpenModel>) {
    this.#read = read;
  }

  /**
   * What a model would see and say under other settings.
   * @param photo upright pixels, or null to see the settings alone
   * @throws WorkbenchError 'input-invalid' where the settings do not fit the model; 'cancelled' between two stages
   */
  async of(
    open: OpenModel,
    settings: ModelSettings,
    photo: Raster | null,
    signal?: CancelSignal,
  ): Promise<ModelPreview> {
    const throwIfEnded = () => {
      throwIfCancelled(signal, 'Trying model settings');
    };
    const wish = settingsWish(settings);
    throwIfEnded();
    const model = await this.#modelFor(open, settings, signal);
    throwIfEnded();
    const { input, output } = model.card;
    const { preprocessing, labels, labelsSource, activation, warnings } = model.describedBy(wish);
    const told = {
      input,
      output: { ...output, activation },
      preprocessing,
      labelsSource,
      warnings: [...warnings],
    };
    if (!photo) return { ...told, photo: null };
    const { tensor } = await preprocess(photo, preprocessing, input);
    const session = model.layer();
    const [logits = new Float32Array()] = await session.using(() => session.classify(tensor, 1));
    const view = await encodedImage(modelView(tensor, preprocessing, input), 'png');
    return { ...told, photo: { view, top: new Scores(logits, activation, labels).prediction().top } };
  }

  /** Forgets the model that was read for a preview. */
  clear(): void {
    void this.#draft?.model.then(
      (model) => {
        model.release();
      },
      () => undefined,
    );
    this.#draft = undefined;
  }

  /** The open model where the settings leave its graph as it is, else one read for them. */
  async #modelFor(
    open: OpenModel,
    settings: ModelSettings,
    signal: CancelSignal | undefined,
  ): Promise<OpenModel> {
    const { card } = open;
    const { size, layout, output } = settings;
    const key = JSON.stringify([card.path, size, layout, output]);
    if (key === JSON.stringify([card.path, open.wished.size, open.wished.layout, open.wished.output]))
      return open;
    const shared = this.#draft;
    if (shared?.key === key) {
      return shared.model.catch((error: unknown) => {
        // Whoever began to read it has left; who still waits has it read again.
        if (!isCancelled(error) || signal?.aborted) throw error;
        return this.#modelFor(open, settings, signal);
      });
    }
    this.clear();
    const draft = { key, model: this.#read(card.path, { size, layout, output }, signal) };
    this.#draft = draft;
    draft.model.catch((error: unknown) => {
      // What was read half way is of no use to the next preview of the same settings.
      if (isCancelled(error) && this.#draft === draft) this.#draft = undefined;
    });
    return draft.model;
  }
}

function isCancelled(error: unknown): boolean {
  return toErrorData(error).code === 'cancelled';
}
