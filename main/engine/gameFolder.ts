import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import type { SamplingState, ShapleyEstimate } from '../../shared/shapley.ts';
import { keepSampling, keptSamplingSchema, takeUpSampling } from './keptSampling.ts';
import { estimateOf } from './shapley.ts';
import { writeFiles } from './writeFiles.ts';

const keptGameSchema = keptSamplingSchema.extend({ base: z.number(), score: z.number() });

/** A game whose values are sampled: the estimate, and where it goes on. */
export interface SampledGame {
  readonly estimate: ShapleyEstimate;
  readonly state: SamplingState;
}

/** What the folder may hold. */
export interface Limits {
  readonly files: number;
  readonly bytes: number;
}
const LIMITS: Limits = { files: 256, bytes: 64 * 2 ** 20 };

/** Samplings of games that outlive the engine, a file each; where there are too many, those written longest ago go. */
export class GameFolder {
  readonly #folder: string | undefined;
  readonly #limits: Limits;
  #warned = false;

  /** @param folder where they are kept; nothing is where it is absent */
  constructor(folder: string | undefined, limits = LIMITS) {
    this.#folder = folder;
    this.#limits = limits;
  }

  /** What is kept of a game; undefined where there is nothing, or nothing of so many channels. @param name of its file */
  async read(name: string, channels: number): Promise<SampledGame | undefined> {
    if (this.#folder === undefined) return undefined;
    let kept: unknown;
    try {
      kept = JSON.parse(await readFile(path.join(this.#folder, name), 'utf8'));
    } catch {
      // There is none, or it is damaged: sampling begins anew, and writes it again.
      return undefined;
    }
    const { data } = keptGameSchema.safeParse(kept);
    const state = data && takeUpSampling(data, channels);
    return state ? { state, estimate: estimateOf(state, data) } : undefined;
  }

  /**
   * Keeps a game, unless more of the same sequence of orders is kept. Sampling goes on where it cannot be kept; that is told
   * once, on the standard error stream.
   */
  async write(name: string, { state, estimate: { base, score } }: SampledGame): Promise<void> {
    if (this.#folder === undefined) return;
    if (isFurther((await this.read(name, state.mean.length))?.state, state)) return;
    const data = Buffer.from(JSON.stringify({ ...keepSampling(state), base, score }));
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFiles([{ path: path.join(this.#folder, name), data }]);
      await this.#prune(this.#folder);
    } catch (error) {
      if (!this.#warned) process.emitWarning(`Sampled Shapley values cannot be kept: ${String(error)}`);
      this.#warned = true;
    }
  }

  async #prune(folder: string): Promise<void> {
    const files = await Promise.all(
      (await readdir(folder)).map(async (name) => ({ name, ...(await statOf(path.join(folder, name))) })),
    );
    files.sort((a, b) => b.mtimeMs - a.mtimeMs);
    let bytes = 0;
    for (const [index, { name, size }] of files.entries()) {
      bytes += size;
      if (index >= this.#limits.files || bytes > this.#limits.bytes)
        await rm(path.join(folder, name), { force: true });
    }
  }
}

/** Whether a sampling has come further than another in the same sequence of orders. */
export function isFurther(held: SamplingState | null | undefined, state: SamplingState | null): boolean {
  return !!held && held.seed === state?.seed && held.pairs > state.pairs;
}

/** Zeros for a file that another engine has taken away meanwhile. */
function statOf(file: string): Promise<{ readonly size: number; readonly mtimeMs: number }> {
  return stat(file).catch(() => ({ size: 0, mtimeMs: 0 }));
}
