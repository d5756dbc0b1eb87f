import { LRUCache } from 'lru-cache';
import type { EngineCalls, EngineJobs } from '../../../shared/api.ts';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { CancelSignal, Emit } from '../../../shared/job.ts';
import type { TopImagesProgress } from '../../../shared/topImages.ts';
import type { ActivationSession } from '../activationSession.ts';
import { throwIfCancelled } from '../cancel.ts';
import { checkChannel, type LayerActivation } from '../checkChannel.ts';
import type { Folders } from '../folders.ts';
import type { OpenModel } from '../model/openModel.ts';
import { oneAhead } from '../oneAhead.ts';
import type { Photos } from '../photos.ts';
import type { Precedence } from '../precedence.ts';
import { Survey } from './survey.ts';

type Held = EngineCalls['topImages.held'];
type Job = EngineJobs['topImages'];

const MOST_SURVEYS = 16;
/** So often the window hears of it. */
const MILLISECONDS_BETWEEN_EVENTS = 100;

/**
 * The images of a folder that activate each channel of a layer most. One pass by the backbone alone serves all channels;
 * it gives way to what a person asks for, keeps what it has when it is cancelled, and is kept when it is done.
 */
export class TopImages {
  readonly #folders: Folders;
  readonly #photos: Photos;
  readonly #precedence: Precedence;
  readonly #surveys = new LRUCache<string, Survey>({ max: MOST_SURVEYS });
  /** Who goes on with a survey: the job that asked last. */
  readonly #owners = new WeakMap<Survey, CancelSignal>();

  constructor(folders: Folders, photos: Photos, precedence: Precedence) {
    this.#folders = folders;
    this.#photos = photos;
    this.#precedence = precedence;
  }

  /** What is known of one channel; null where nobody has looked. @throws WorkbenchError 'input-invalid' for a channel that the layer does not have */
  held(model: OpenModel, { layer, folder, channel, by }: Held['input']): Held['output'] {
    const survey = this.#surveys.get(keyOf(model, layer, folder));
    if (!survey) return null;
    checkChannel(survey.layer, channel);
    return { progress: survey.progress, images: survey.best[by].of(channel) };
  }

  /** Forgets those of a model that is no longer open. */
  clear(): void {
    this.#surveys.clear();
  }

  /**
   * Looks at every image of the folder. An image that cannot be read is counted and passed over.
   * @throws WorkbenchError 'folder-missing', 'cancelled'
   */
  async run(
    model: OpenModel,
    { layer, folder, resume }: Job['input'],
    emit: Emit<Job['event']>,
    signal: CancelSignal,
  ): Promise<TopImagesProgress> {
    const session = model.layer(layer);
    const survey = this.#begin(keyOf(model, layer, folder), session.head, resume);
    this.#owners.set(survey, signal);
    await emit({ ...survey.progress, millisecondsLeft: null });
    survey.images ??= await this.#list(folder, signal);
    await session.using(() => this.#lookAtRest(survey, session, model, emit, signal));
    return survey.progress;
  }

  #begin(key: string, layer: LayerActivation, resume: boolean): Survey {
    const held = resume ? this.#surveys.get(key) : undefined;
    const survey = held ?? new Survey(layer);
    this.#surveys.set(key, survey);
    return survey;
  }

  async #list(folder: string, signal: CancelSignal): Promise<string[]> {
    const images: string[] = [];
    const collect = (event: { images: { id: string }[] }) => images.push(...event.images.map(({ id }) => id));
    await this.#folders.scan(folder, collect, signal);
    return images;
  }

  async #lookAtRest(
    survey: Survey,
    session: ActivationSession,
    model: OpenModel,
    emit: Emit<Job['event']>,
    signal: CancelSignal,
  ): Promise<void> {
    const { rest } = survey;
    const pace = startPace(rest.length);
    for await (const { item: image, result } of oneAhead(rest, (each) => this.#photos.prepare(each, model))) {
      try {
        const { tensor } = await result;
        await this.#goOn(survey, signal);
        const { activation } = await session.forward(tensor);
        this.#throwIfEnded(survey, signal);
        survey.take(image, activation);
      } catch (error) {
        this.#throwIfEnded(survey, signal);
        survey.passOver(image, error);
      }
      const millisecondsLeft = pace.step();
      if (millisecondsLeft !== null) await emit({ ...survey.progress, millisecondsLeft });
    }
  }

  async #goOn(survey: Survey, signal: CancelSignal): Promise<void> {
    await this.#precedence.giveWay(signal);
    this.#throwIfEnded(survey, signal);
  }

  /** @throws WorkbenchError 'cancelled' by the person, or because another job goes on with the survey */
  #throwIfEnded(survey: Survey, signal: CancelSignal): void {
    throwIfCancelled(signal, 'Looking for the best images');
    if (this.#owners.get(survey) !== signal)
      throw new WorkbenchError('cancelled', 'The search for the best images goes on elsewhere.');
  }
}

function keyOf({ opening }: OpenModel, layer: string, folder: string): string {
  return JSON.stringify([opening, layer, folder]);
}

/** Counts steps of equal work. `step` gives the milliseconds left where it is time to tell of them, null otherwise. */
function startPace(total: number): { step: () => number | null } {
  const start = performance.now();
  let done = 0;
  let next = start;
  return {
    step() {
      done += 1;
      const now = performance.now();
      if (now < next) return null;
      next = now + MILLISECONDS_BETWEEN_EVENTS;
      return ((now - start) / done) * (total - done);
    },
  };
}
