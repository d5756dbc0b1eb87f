import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { bytesOf } from './onnx/constant.ts';
import type { Explained } from './explain.ts';
import type { ShapleyStep } from './shapley.ts';

/** What is known of a game: the estimate, and where its sampling goes on. */
export type HeldGame = Pick<ShapleyStep, 'estimate' | 'state'>;

const MOST_GAMES = 256;

/**
 * What is known of the Shapley values of each game. A game is a model, a layer, an activation and a target: all methods
 * that explain these share it.
 */
export class ShapleyGames {
  readonly #held = new LRUCache<string, HeldGame>({ max: MOST_GAMES });

  get(explained: Explained): HeldGame | undefined {
    return this.#held.get(keyOf(explained));
  }

  set(explained: Explained, game: HeldGame): void {
    this.#held.set(keyOf(explained), game);
  }
}

function keyOf({ model, explanation, point, seed }: Explained): string {
  const hash = createHash('sha256').update(`${model.opening} ${explanation.layer} `);
  for (const tensor of [point.activation, seed, ...point.sides]) hash.update(bytesOf(tensor));
  return hash.digest('hex');
}
