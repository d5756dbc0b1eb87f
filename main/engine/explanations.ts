import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { WorkbenchError } from '../../shared/errors.ts';
import type { Explanation } from '../../shared/result.ts';
import { pointBytes } from './activationSession.ts';
import type { Explained } from './explain.ts';

/** What an explanation was made from: large, and to be had again from its photo. */
export type Grounds = Pick<Explained, 'point' | 'input'>;

/** All else that is known of an explanation. */
export interface Held {
  readonly explanation: Omit<Explained['explanation'], 'activation'>;
  readonly model: Explained['model'];
  readonly seed: Explained['seed'];
  /** Names the photo as it was on disk. */
  readonly version: string;
}

const GROUNDS_MEMORY = 256 * 2 ** 20;
const MEMORY = 64 * 2 ** 20;

/**
 * Explanations that can still be asked for coalitions, curves and figures. Where memory is full the oldest give up what they were
 * made from, which is made again when they are asked, and at last themselves.
 */
export class Explanations {
  readonly #held = new LRUCache<string, Held>({ maxSize: MEMORY, sizeCalculation: bytesOf });
  readonly #grounds: LRUCache<string, Grounds>;
  readonly #again: (held: Held) => Promise<Grounds>;

  /** @param again makes what an explanation was made from once more; throws where the photo is not what it was */
  constructor(again: (held: Held) => Promise<Grounds>, groundsMemory = GROUNDS_MEMORY) {
    this.#again = again;
    this.#grounds = new LRUCache({
      maxSize: groundsMemory,
      sizeCalculation: ({ point, input }) => pointBytes(point) + input.byteLength,
    });
  }

  /** @param version names the photo as it was on disk */
  hold({ explanation, model, seed, point, input }: Explained, version: string): Explanation {
    const id = randomUUID();
    const { activation: _, ...small } = explanation;
    this.#held.set(id, { explanation: small, model, seed, version });
    this.#grounds.set(id, { point, input });
    return { id, ...explanation };
  }

  /** Whether an explanation is of the very activation that another, still at hand, was made from. */
  alike({ activation }: Explanation, other: string): boolean {
    return this.#grounds.peek(other)?.point.activation === activation;
  }

  /** Forgets those of a model that is no longer open. */
  clear(): void {
    this.#held.clear();
    this.#grounds.clear();
  }

  /** @throws WorkbenchError 'input-invalid' for one that is not held, and what {@link Explanations} throws of a photo */
  async get(id: string): Promise<Explained & Pick<Held, 'version'>> {
    const held = this.#held.get(id);
    if (!held)
      throw new WorkbenchError(
        'input-invalid',
        'This explanation is no longer held. Explain the image again.',
      );
    const grounds = this.#grounds.get(id) ?? (await this.#again(held));
    this.#grounds.set(id, grounds);
    const { explanation, model, seed, version } = held;
    return {
      ...grounds,
      explanation: { ...explanation, activation: grounds.point.activation },
      model,
      seed,
      version,
    };
  }
}

function bytesOf({ explanation, seed }: Held): number {
  const { map, alpha, prediction } = explanation;
  const arrays = [map.signed, map.relu, alpha, prediction.logits, seed];
  return arrays.reduce((sum, array) => sum + (array?.byteLength ?? 0), 0);
}
