import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { WorkbenchError } from '../../shared/errors.ts';
import type { Explanation } from '../../shared/result.ts';
import { pointBytes } from './activationSession.ts';
import type { Explained } from './explain.ts';

const MEMORY = 256 * 2 ** 20;

/** Explanations that can still be asked for coalitions, curves and figures; the oldest go when memory is full. */
export class Explanations {
  readonly #held = new LRUCache<string, Explained>({
    maxSize: MEMORY,
    sizeCalculation: ({ point, input }) => pointBytes(point) + input.byteLength,
  });

  hold(explained: Explained): Explanation {
    const id = randomUUID();
    this.#held.set(id, explained);
    return { id, ...explained.explanation };
  }

  /** Forgets those of a model that is no longer open. */
  clear(): void {
    this.#held.clear();
  }

  /** @throws WorkbenchError 'input-invalid' */
  get(id: string): Explained {
    const explained = this.#held.get(id);
    if (explained) return explained;
    throw new WorkbenchError('input-invalid', 'This explanation is no longer held. Explain the image again.');
  }
}
