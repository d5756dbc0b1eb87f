import type { ModelCard } from '../../../shared/modelCard.ts';
import { WorkbenchError } from '../../../shared/errors.ts';
import { LRUCache } from 'lru-cache';
import { randomUUID } from 'node:crypto';
import { ActivationSession } from '../activationSession.ts';
import { readClassifier, type Classifier, type ReadClassifier, type ReadingWish } from '../classifier.ts';
import type { ExplainerMetadata } from '../explainerFile/metadata.ts';
import { explainerSource, readExplainer } from '../explainerFile/readExplainer.ts';
import { evaluateOnce } from '../runtime/evaluate.ts';
import type { ProviderChoice } from '../runtime/providers.ts';
import type { SessionOptions } from '../runtime/session.ts';
import { SaturationWatch } from '../saturation.ts';
import { describeLayers } from './describeLayers.ts';
import { describeModel, type Description } from './description.ts';
import { findModelFile, type ModelFile } from './modelFile.ts';
import { readModel } from './readModel.ts';
import { gatherSources } from './sources/index.ts';
import { graphSource } from './sources/graphSource.ts';
import { labelCount, type Source } from './sources/source.ts';
import { fileNameSource } from './sources/torchvision.ts';

/** Layers that stay compiled at a time; each holds the model's weights once more. */
const OPEN_LAYERS = 3;

/** A model as it was read, and what was found beside and inside it, wishes apart. */
interface FoundModel {
  /** Size, layout and output that it was read for. */
  readonly wished: Pick<OpenWish, 'size' | 'layout' | 'output'>;
  readonly read: ReadClassifier;
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
  readonly #options: SessionOptions;
  #closed = false;
  readonly #layers = new LRUCache<string, ActivationSession>({
    max: OPEN_LAYERS,
    dispose: (session) => void session.release(),
  });

  constructor(card: ModelCard, classifier: Classifier, found: FoundModel, options: SessionOptions) {
    this.card = card;
    this.classifier = classifier;
    this.#found = found;
    this.#options = options;
  }

  /**
   * The model opened at a layer; the default one where none is named.
   * @throws WorkbenchError 'layer-unknown', 'operator-unsupported'
   */
  layer(name = this.card.defaultLayer): ActivationSession {
    if (this.#closed) {
      throw new WorkbenchError('model-unreadable', 'The model is not open any more. Open it again.');
    }
    const open = this.#layers.get(name);
    if (open) return open;
    const session = new ActivationSession(this.classifier, name, this.#options);
    const { obstacle } = session.head;
    if (obstacle !== null)
      throw new WorkbenchError('operator-unsupported', this.#obstacleMessage(name, obstacle));
    this.#layers.set(name, session);
    return session;
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
    const { read, sources: found } = this.#found;
    const description = describeModel([...sources, ...found], read);
    return { ...description, activation: activation ?? description.activation };
  }

  /** A layer of a variant of this model, with other weights, say; who asks for it releases it. */
  variant(classifier: Classifier, layer: string): ActivationSession {
    return new ActivationSession(classifier, layer, this.#options);
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
    this.#closed = true;
    this.#layers.clear();
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
 * @throws WorkbenchError 'model-unreadable', 'model-unsupported', 'path-refused', 'input-invalid' where a wish does not
 *   fit the model
 */
export async function openModel(
  target: string,
  choice: ProviderChoice,
  threads?: number,
  wish: OpenWish | ((sha256: string) => Promise<OpenWish>) = {},
): Promise<OpenModel> {
  const file = await findModelFile(target);
  const { model: written, sha256 } = await readModel(file);
  const { sources = [], activation, ...wished } = typeof wish === 'function' ? await wish(sha256) : wish;
  const explainer = readExplainer(written);
  const model = explainer?.classifier ?? written;
  const beside = explainer
    ? { sources: [explainerSource(explainer.metadata)], warnings: [] }
    : await gatherSources(file, model.metadata);
  const said = [...sources, ...beside.sources];
  const read = await readClassifier(model, evaluateOnce, {
    ...wished,
    usualSize: said.find(({ size }) => size)?.size,
    counts: said.flatMap(({ labels }) => (labels ? [labelCount(labels)] : [])),
  });
  const guesses = [graphSource(read), fileNameSource(file)].filter((source) => source !== null);
  const found: FoundModel = { wished, read, sources: [...beside.sources, ...guesses] };
  const described = describeModel([...sources, ...found.sources], read);
  const description: Description = {
    ...described,
    activation: activation ?? described.activation,
    warnings: [...new Set([...read.warnings, ...beside.warnings, ...described.warnings])],
  };
  const classifier = { ...read, logits: { ...read.logits, activation: description.activation } };
  const card = describe(file, sha256, classifier, description, choice, explainer?.metadata);
  return new OpenModel(card, classifier, found, {
    provider: choice.provider,
    ...(threads !== undefined && { threads }),
  });
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
