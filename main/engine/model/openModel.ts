import type { ModelCard } from '../../../shared/modelCard.ts';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { CancelSignal } from '../../../shared/job.ts';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { ActivationSession } from '../activationSession.ts';
import { throwIfCancelled } from '../cancel.ts';
import { readClassifier, type Classifier, type ReadClassifier, type ReadingWish } from '../classifier.ts';
import type { ExplainerMetadata } from '../explainerFile/metadata.ts';
import { explainerSource, readExplainer } from '../explainerFile/readExplainer.ts';
import type { Activation } from '../passes/logits.ts';
import type { Evaluate } from '../passes/specialise.ts';
import { evaluateOnce } from '../runtime/evaluate.ts';
import type { ProviderChoice } from '../runtime/providers.ts';
import { SaturationWatch } from '../saturation.ts';
import { CompiledLayers } from './compiledLayers.ts';
import { describeLayers } from './describeLayers.ts';
import { describeModel, type Description } from './description.ts';
import type { DiskFile } from './diskFile.ts';
import { findModelFile, type ModelFile } from './modelFile.ts';
import { readModel } from './readModel.ts';
import { gatherSources } from './sources/index.ts';
import { graphSource } from './sources/graphSource.ts';
import { labelCount, type Source } from './sources/source.ts';
import { fileNameSource } from './sources/torchvision.ts';

/** A model's bytes read as a classifier. */
interface Reading {
  readonly sha256: string;
  readonly files: readonly DiskFile[];
  readonly wish: ReadingWish;
  readonly classifier: ReadClassifier;
}

/** A model as it was read, and what was found beside and inside it, wishes apart. */
interface FoundModel {
  /** Size, layout and output that it was read for. */
  readonly wished: Pick<OpenWish, 'size' | 'layout' | 'output'>;
  readonly reading: Reading;
  readonly sources: readonly Source[];
}

/** A model that is ready to be explained. */
export class OpenModel {
  /** Names this opening of the model, in the keys of caches: the next may find other files beside it. */
  readonly opening = randomUUID();
  readonly card: ModelCard;
  readonly classifier: Classifier;
  readonly predictions = new SaturationWatch();
  readonly #found: FoundModel;
  readonly #layers: CompiledLayers;
  #closed = false;

  /** @param layers become the model's: it releases them */
  constructor(card: ModelCard, found: FoundModel, layers: CompiledLayers) {
    this.card = card;
    this.classifier = layers.classifier;
    this.#found = found;
    this.#layers = layers;
  }

  /** How the model was read, where it was read from the same bytes with the same wish; undefined otherwise. */
  readingOf(sha256: string, wish: ReadingWish): Reading | undefined {
    const { reading } = this.#found;
    const isSame = reading.sha256 === sha256 && isDeepStrictEqual(reading.wish, wish);
    return isSame && this.isCurrent() ? reading : undefined;
  }

  /** The compiled layers for one more model of the same reading, whose scores mean the same. */
  shareLayers(reading: Reading, activation: Activation): CompiledLayers | undefined {
    const isSame = reading === this.#found.reading && activation === this.classifier.logits.activation;
    return isSame && !this.#closed ? this.#layers.shared() : undefined;
  }

  /** Bytes of its files. */
  get size(): number {
    return this.#found.reading.files.reduce((sum, file) => sum + file.size, 0);
  }

  /** Whether its files are still what was opened. */
  isCurrent(): boolean {
    return !this.#closed && this.#found.reading.files.every((file) => file.isCurrent());
  }

  /**
   * A file that has gone is no obstacle to what of it is in memory; one that holds something else is, as nobody would know
   * which of the two is explained.
   * @throws WorkbenchError 'model-changed'
   */
  throwIfChanged(): void {
    for (const file of this.#found.reading.files) if (file.exists()) file.check();
  }

  /**
   * The model opened at a layer; the default one where none is named.
   * @throws WorkbenchError 'layer-unknown', 'operator-unsupported'
   */
  layer(name = this.card.defaultLayer): ActivationSession {
    if (this.#closed) {
      throw new WorkbenchError('model-unreadable', 'The model is not open any more. Open it again.');
    }
    return this.#layers.at(name, (obstacle) => this.#obstacleMessage(name, obstacle));
  }

  /** Size, layout and output that the model was read for. */
  get wished(): Pick<OpenWish, 'size' | 'layout' | 'output'> {
    return this.#found.wished;
  }

  /**
   * How the same model, read as it is, would be described under another wish.
   * @throws WorkbenchError 'input-invalid' where the wish does not fit it
   */
  describedBy({ sources = [], activation }: OpenWish): Description {
    const { reading, sources: found } = this.#found;
    const description = describeModel([...sources, ...found], reading.classifier);
    return { ...description, activation: activation ?? description.activation };
  }

  /** A layer of a variant of this model, with other weights, say; who asks for it releases it. */
  variant(classifier: Classifier, layer: string): ActivationSession {
    return new ActivationSession(classifier, layer, this.#layers.options);
  }

  #obstacleMessage(layer: string, obstacle: string): string {
    const working = this.card.layers.filter((each) => each.obstacle === null).map((each) => each.tensor);
    const advice =
      working.length === 0
        ? 'No layer of this model can be explained.'
        : `Layers that can be: ${working.slice(-5).reverse().join(', ')}${working.length > 5 ? ', …' : ''}.`;
    return `Layer '${layer}' cannot be explained: ${obstacle}. ${advice}`;
  }

  /** Closes the model; work under way is finished before its memory goes back. */
  release(): void {
    if (!this.#closed) this.#layers.release();
    this.#closed = true;
  }
}

/** What the person says of a model: it goes before everything that is found. */
export interface OpenWish extends Pick<ReadingWish, 'size' | 'layout' | 'output'> {
  readonly sources?: readonly Source[];
  readonly activation?: ModelCard['output']['activation'] | undefined;
}

/**
 * Opens a model file (or a folder that holds one) and finds out all that the person needs to know of it.
 * @param wish what is wished of it, or asked for when its SHA-256 is known
 * @param held models that are open: where one is the same by content, it is not read and compiled again
 * @param signal ends it between two stages
 * @throws WorkbenchError 'model-unreadable', 'model-unsupported', 'path-refused', 'input-invalid' where a wish does not
 *   fit the model, 'cancelled'
 */
export async function openModel(
  target: string,
  choice: ProviderChoice,
  threads?: number,
  wish: OpenWish | ((sha256: string) => Promise<OpenWish>) = {},
  held: readonly OpenModel[] = [],
  signal?: CancelSignal,
): Promise<OpenModel> {
  const throwIfEnded = () => {
    throwIfCancelled(signal, 'Opening the model');
  };
  const evaluate: Evaluate = async (...asked) => {
    throwIfEnded();
    return evaluateOnce(...asked);
  };
  throwIfEnded();
  const file = await findModelFile(target);
  const { model: written, sha256, files } = await readModel(file);
  throwIfEnded();
  const { sources = [], activation, ...wished } = typeof wish === 'function' ? await wish(sha256) : wish;
  const explainer = readExplainer(written);
  const model = explainer?.classifier ?? written;
  const beside = explainer
    ? { sources: [explainerSource(explainer.metadata)], warnings: [] }
    : await gatherSources(file, model.metadata);
  const said = [...sources, ...beside.sources];
  const readingWish: ReadingWish = {
    ...wished,
    usualSize: said.find(({ size }) => size)?.size,
    counts: said.flatMap(({ labels }) => (labels ? [labelCount(labels)] : [])),
  };
  const reading = first(held, (model) => model.readingOf(sha256, readingWish)) ?? {
    sha256,
    files,
    wish: readingWish,
    classifier: await readClassifier(model, evaluate, readingWish),
  };
  throwIfEnded();
  const read = reading.classifier;
  const guesses = [graphSource(read), fileNameSource(file)].filter((source) => source !== null);
  const found: FoundModel = { wished, reading, sources: [...beside.sources, ...guesses] };
  const described = describeModel([...sources, ...found.sources], read);
  const description: Description = {
    ...described,
    activation: activation ?? described.activation,
    warnings: [...new Set([...read.warnings, ...beside.warnings, ...described.warnings])],
  };
  const classifier = { ...read, logits: { ...read.logits, activation: description.activation } };
  const card = describe(file, sha256, classifier, description, choice, explainer?.metadata);
  const layers =
    first(held, (model) => model.shareLayers(reading, description.activation)) ??
    new CompiledLayers(classifier, {
      provider: choice.provider,
      ...(threads !== undefined && { threads }),
    });
  return new OpenModel(card, found, layers);
}

/** The first result that there is. */
function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function describe(
  file: ModelFile,
  sha256: string,
  classifier: ReadClassifier,
  { preprocessing, labels, labelsSource, activation, warnings }: Description,
  choice: ProviderChoice,
  explainer: ExplainerMetadata | undefined,
): ModelCard {
  const { input, logits, output, outputs, outputReason, open } = classifier;
  const described = describeLayers(classifier);
  if (!described) {
    throw new WorkbenchError(
      'model-unsupported',
      `Model '${file.name}' has no activation of the form [batch, channels, height, width] on the way to its logits, nor tokens whose grid the graph shows, so no class activation map can be made.`,
    );
  }
  return {
    id: sha256,
    name: explainer ? `explainer of ${explainer.model.name} at ${explainer.layer}` : file.name,
    path: file.file,
    sha256,
    explainerOf: explainer
      ? { model: explainer.model, layer: explainer.layer, method: explainer.method }
      : null,
    input: { ...input, open },
    output: {
      name: output,
      logits: logits.tensor,
      classes: logits.classes,
      activation,
      reason: outputReason,
      choices: outputs.map(({ name, shape, obstacle }) => ({ name, shape: [...shape], obstacle })),
    },
    labels,
    labelsSource,
    ...described,
    ...(explainer && {
      defaultLayer: explainer.layer,
      defaultReason: 'the layer that this explainer was written for',
    }),
    preprocessing,
    provider: choice.provider,
    providers: [...choice.statuses],
    warnings: [...warnings],
  };
}
