import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { bytesOf } from './onnx/constant.ts';
import type { Explained } from './explain.ts';
import { isFurther, type GameFolder } from './gameFolder.ts';
import { gameName } from './gameName.ts';
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
  readonly #folder: GameFolder;

  /** @param folder where samplings are kept for the next engine */
  constructor(folder: GameFolder) {
    this.#folder = folder;
  }

  /** What is held of a game, or was kept by an engine before. */
  async get(explained: Explained): Promise<HeldGame | undefined> {
    const key = keyOf(explained);
    const [channels] = explained.explanation.layerShape;
    const held = this.#held.get(key) ?? (await this.#folder.read(fileOf(explained), channels));
    if (held) this.#held.set(key, held);
    return held;
  }

  /** A sampling that has come further in the same sequence of orders stays. */
  set(explained: Explained, game: HeldGame): void {
    const key = keyOf(explained);
    if (!isFurther(this.#held.get(key)?.state, game.state)) this.#held.set(key, game);
  }

  /** Keeps how far the sampling of a game has come. */
  async keep(explained: Explained): Promise<void> {
    const held = this.#held.get(keyOf(explained));
    if (held?.state) await this.#folder.write(fileOf(explained), { ...held, state: held.state });
  }
}

function keyOf({ model, explanation, point, seed }: Explained): string {
  const hash = createHash('sha256').update(`${model.opening} ${explanation.layer} `);
  for (const tensor of [point.activation, seed, ...point.sides]) hash.update(bytesOf(tensor));
  return hash.digest('hex');
}

function fileOf(explained: Explained): string {
  return `${gameName(explained)}.json`;
}
