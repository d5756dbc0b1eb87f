import { LRUCache } from 'lru-cache';
import type { EngineCalls, EngineJobs } from '../../../shared/api.ts';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { CancelSignal, Emit } from '../../../shared/job.ts';
import type { TopImagesProgress } from '../../../shared/topImages.ts';
import type { ActivationSession } from '../activationSession.ts';
import { throwIfCancelled } from '../cancel.ts';
import { checkChannel, type LayerActivation } from '../checkChannel.ts';
import type { Folders } from '../folders.ts';
import { lookAtImages, type ImageVisitor } from '../lookAtImages.ts';
import type { OpenModel } from '../model/openModel.ts';
import type { Photos } from '../photos.ts';
import type { Precedence } from '../precedence.ts';
import { startPace } from '../workPace.ts';
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
    survey.images ??= await this.#folders.images(folder, signal);
    await session.using(() => this.#lookAtRest(survey, session, model, emit, signal));
    return survey.progress;
  }

  #begin(key: string, layer: LayerActivation, resume: boolean): Survey {
    const held = resume ? this.#surveys.get(key) : undefined;
    const survey = held ?? new Survey(layer);
    this.#surveys.set(key, survey);
    return survey;
  }

  async #lookAtRest(
    survey: Survey,
    session: ActivationSession,
    model: OpenModel,
    emit: Emit<Job['event']>,
    signal: CancelSignal,
  ): Promise<void> {
    const { rest } = survey;
    const pace = startPace(rest.length, MILLISECONDS_BETWEEN_EVENTS);
    const throwIfEnded = () => {
      this.#throwIfEnded(survey, signal);
    };
    const visitor: ImageVisitor = {
      throwIfEnded,
      prepare: (image) => this.#photos.prepare(image, model),
      look: async (image, tensor) => {
        const { activation } = await session.forward(tensor);
        throwIfEnded();
        survey.take(image, activation);
      },
      passOver: (image, reason) => {
        survey.passOver(image, reason);
      },
      done: async () => {
        const millisecondsLeft = pace.step();
        if (millisecondsLeft !== null) await emit({ ...survey.progress, millisecondsLeft });
      },
    };
    await lookAtImages(rest, visitor, this.#precedence, signal);
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
