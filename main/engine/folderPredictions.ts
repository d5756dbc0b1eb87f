import { LRUCache } from 'lru-cache';
import type { EngineJobs } from '../../shared/api.ts';
import { MOST_FAILURES, type ImageFailure } from '../../shared/failures.ts';
import type { CancelSignal, Emit } from '../../shared/job.ts';
import type { ModelCard } from '../../shared/modelCard.ts';
import type { ClassScore } from '../../shared/result.ts';
import { throwIfCancelled } from './cancel.ts';
import type { Folders } from './folders.ts';
import { lookAtImages } from './lookAtImages.ts';
import type { OpenModel } from './model/openModel.ts';
import type { Photos } from './photos.ts';
import type { Precedence } from './precedence.ts';
import { Scores } from './targets.ts';
import { startPace } from './workPace.ts';

type Job = EngineJobs['folder.predict'];

/** Folders, each as one model sees it, whose predictions are kept. */
const MOST_FOLDERS = 8;
/** So often the window hears of it. */
const MILLISECONDS_BETWEEN_EVENTS = 250;
/** Files that are looked up together. */
const LOOKED_UP_TOGETHER = 64;

/**
 * Predicted classes of the images of a folder, by forward passes alone. They are kept: asked for again, only images that are
 * new or have changed are run.
 */
export class FolderPredictions {
  readonly #folders: Folders;
  readonly #photos: Photos;
  readonly #precedence: Precedence;
  /** Of a model and a folder the top classes, by the image as it is on disk. */
  readonly #held = new LRUCache<string, Map<string, ClassScore>>({ max: MOST_FOLDERS });

  constructor(folders: Folders, photos: Photos, precedence: Precedence) {
    this.#folders = folders;
    this.#photos = photos;
    this.#precedence = precedence;
  }

  /**
   * Predicts every image of a folder and gives way to what a person asks for. Images that cannot be read are counted, the first of them named.
   * @throws WorkbenchError 'folder-missing', 'cancelled'
   */
  async run(
    model: OpenModel,
    { folder, known: passedOver = [] }: Omit<Job['input'], 'model'>,
    emit: Emit<Job['event']>,
    signal: CancelSignal,
  ): Promise<Job['result']> {
    const throwIfEnded = () => {
      throwIfCancelled(signal, 'Predicting the folder');
    };
    const session = model.layer();
    const known = this.#knownOf(model.card, folder);
    const images = await this.#folders.images(folder, signal);
    let predictions: Job['event']['predictions'] = [];
    let predicted = 0;
    let broken = 0;
    const failures: ImageFailure[] = [];
    const add = (image: string, top: ClassScore) => {
      predictions.push({ image, top: { ...top, label: model.card.labels[top.index] ?? top.label } });
      predicted += 1;
    };
    const tell = async (millisecondsLeft: number | null) => {
      const event = { done: predicted + broken, total: images.length, millisecondsLeft, predictions };
      predictions = [];
      await emit(event);
    };

    const rest: string[] = [];
    const passed = new Set(passedOver);
    const versions = await this.#versionsOf(images, throwIfEnded);
    for (const image of images) {
      const top = known.get(versions.get(image) ?? '');
      if (passed.has(image)) predicted += 1;
      else if (top) add(image, top);
      else rest.push(image);
    }
    await tell(null);
    const pace = startPace(rest.length, MILLISECONDS_BETWEEN_EVENTS);
    const visitor = {
      prepare: (image: string) => this.#photos.prepare(image, model),
      throwIfEnded,
      look: async (image: string, tensor: Float32Array) => {
        const [logits = new Float32Array()] = await session.classify(tensor, 1);
        const { activation } = model.card.output;
        const [top] = new Scores(logits, activation, model.card.labels).prediction(1).top;
        if (!top) return;
        const version = versions.get(image);
        if (version !== undefined) known.set(version, top);
        add(image, top);
      },
      passOver: (image: string, reason: string) => {
        broken += 1;
        if (failures.length < MOST_FAILURES) failures.push({ image, reason });
      },
      done: async () => {
        const millisecondsLeft = pace.step();
        if (millisecondsLeft !== null) await tell(millisecondsLeft);
      },
    };
    await session.using(() => lookAtImages(rest, visitor, this.#precedence, signal));
    await tell(0);
    return { predicted, broken, failures };
  }

  /** Two models that see the same of an image and give the same scores share what is known, whatever their classes are called. */
  #knownOf({ sha256, input, output, preprocessing }: ModelCard, folder: string): Map<string, ClassScore> {
    const key = JSON.stringify([sha256, input, output, preprocessing, folder]);
    const known = this.#held.get(key) ?? new Map<string, ClassScore>();
    this.#held.set(key, known);
    return known;
  }

  /** The images as they are on disk now, but for those not there any more, which preparing them will tell. */
  async #versionsOf(images: readonly string[], throwIfEnded: () => void): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (let first = 0; first < images.length; first += LOOKED_UP_TOGETHER) {
      throwIfEnded();
      const some = images.slice(first, first + LOOKED_UP_TOGETHER);
      const lookUp = async (image: string) => {
        const version = await this.#photos.version(image).catch(() => null);
        if (version !== null) found.set(image, version);
      };
      await Promise.all(some.map(lookUp));
    }
    return found;
  }
}
