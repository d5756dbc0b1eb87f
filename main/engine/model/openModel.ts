import type { Layer, ModelCard } from '../../../shared/modelCard.ts';
import { WorkbenchError } from '../../../shared/errors.ts';
import { LRUCache } from 'lru-cache';
import { createHash, randomUUID } from 'node:crypto';
import { ActivationSession } from '../activationSession.ts';
import { readClassifier, type Classifier } from '../classifier.ts';
import { splitHead } from '../head.ts';
import { decodeModel } from '../onnx/serde.ts';
import { defaultLayer, findLayers } from '../passes/layers.ts';
import { evaluateOnce } from '../runtime/evaluate.ts';
import type { ProviderChoice } from '../runtime/providers.ts';
import type { SessionOptions } from '../runtime/session.ts';
import { externalReader, findModelFile, readModelBytes, type ModelFile } from './modelFile.ts';
import { readSidecars } from './sidecars.ts';

/** Layers that stay compiled at a time; each holds the model's weights once more. */
const OPEN_LAYERS = 3;

/** A model that is ready to be explained. */
export class OpenModel {
  /** Names this opening of the model, in the keys of caches: the next may find other files beside it. */
  readonly opening = randomUUID();
  readonly card: ModelCard;
  readonly classifier: Classifier;
  readonly #options: SessionOptions;
  #closed = false;
  readonly #layers = new LRUCache<string, ActivationSession>({
    max: OPEN_LAYERS,
    dispose: (session) => void session.release(),
  });

  constructor(card: ModelCard, classifier: Classifier, options: SessionOptions) {
    this.card = card;
    this.classifier = classifier;
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

/**
 * Opens a model file (or a folder that holds one) and finds out all that the person needs to know of it.
 * @throws WorkbenchError 'model-unreadable', 'model-unsupported', 'path-refused'
 */
export async function openModel(
  target: string,
  choice: ProviderChoice,
  threads?: number,
): Promise<OpenModel> {
  const file = await findModelFile(target);
  const hash = createHash('sha256');
  const bytes = await readModelBytes(file, hash);
  const classifier = await readClassifier(decodeModel(bytes, externalReader(file, hash)), evaluateOnce);
  const card = await describe(file, hash.digest('hex'), classifier, choice);
  return new OpenModel(card, classifier, {
    provider: choice.provider,
    ...(threads !== undefined && { threads }),
  });
}

async function describe(
  file: ModelFile,
  sha256: string,
  classifier: Classifier,
  choice: ProviderChoice,
): Promise<ModelCard> {
  const { model, shapes, input, logits, output } = classifier;
  const candidates = findLayers(model.graph, shapes, input.name, logits.tensor);
  const layers = candidates.map((candidate): Layer => {
    const { affine, obstacle } = splitHead(classifier, candidate.tensor);
    return {
      tensor: candidate.tensor,
      shape: [...candidate.shape],
      op: candidate.op,
      path: [...candidate.path],
      cut: candidate.cut,
      head: affine ? 'affine' : 'non-linear',
      obstacle,
    };
  });
  const usable = candidates.filter((_, index) => layers[index]?.obstacle === null);
  const chosen = defaultLayer(usable) ?? defaultLayer(candidates);
  if (!chosen) {
    throw new WorkbenchError(
      'model-unsupported',
      `Model '${file.name}' has no activation of the form [batch, channels, height, width] on the way to its logits, so no class activation map can be made.`,
    );
  }
  const { preprocessing, labels, warnings } = await readSidecars(file, input, logits.classes);
  return {
    id: sha256,
    name: file.name,
    path: file.file,
    sha256,
    input,
    output: { name: output, logits: logits.tensor, classes: logits.classes },
    labels: [...labels],
    layers,
    defaultLayer: chosen.tensor,
    preprocessing,
    provider: choice.provider,
    providers: [...choice.statuses],
    warnings: [...warnings],
  };
}
