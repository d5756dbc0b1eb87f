import { LRUCache } from 'lru-cache';
import { WorkbenchError } from '../../../shared/errors.ts';
import { ActivationSession } from '../activationSession.ts';
import type { Classifier } from '../classifier.ts';
import type { SessionOptions } from '../runtime/session.ts';

/** Layers that stay compiled at a time; each holds packed weights of its own. */
const OPEN_LAYERS = 3;

/** The compiled layers of a classifier, which models of the same content share. */
export class CompiledLayers {
  readonly classifier: Classifier;
  readonly options: SessionOptions;
  readonly #layers = new LRUCache<string, ActivationSession>({
    max: OPEN_LAYERS,
    dispose: (session) => void session.release(),
  });
  #users = 1;

  constructor(classifier: Classifier, options: SessionOptions) {
    this.classifier = classifier;
    this.options = options;
  }

  /** The same layers for one more user. */
  shared(): this {
    this.#users += 1;
    return this;
  }

  /**
   * The classifier opened at a layer.
   * @param message what is said of a layer that cannot be explained
   * @throws WorkbenchError 'layer-unknown', 'operator-unsupported'
   */
  at(name: string, message: (obstacle: string) => string): ActivationSession {
    const open = this.#layers.get(name);
    if (open) return open;
    const session = new ActivationSession(this.classifier, name, this.options);
    const { obstacle } = session.head;
    if (obstacle !== null) throw new WorkbenchError('operator-unsupported', message(obstacle));
    this.#layers.set(name, session);
    return session;
  }

  /** Gives up one use; memory goes back with the last, when the work under way is finished. */
  release(): void {
    this.#users -= 1;
    if (this.#users === 0) this.#layers.clear();
  }
}
