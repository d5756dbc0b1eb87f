import { createHash } from 'node:crypto';
import type { Prediction } from '../../shared/result.ts';

/** Photos of which nothing is said yet. */
const FEWEST = 4;
/** A probability from here on is as good as certain. */
const CERTAIN = 0.9999;
/** Share of certain photos that no classifier reaches on photos prepared as it wants them. */
const SHARE = 0.9;
/** Logits of two photos that differ by less, relative to the largest, are the same. */
const SAME = 1e-6;

/** Watches a model's predictions for the signs of photos that are prepared in another way than it wants them. */
export class SaturationWatch {
  /** Whether a photo, by its input tensor, had a certain top class. */
  readonly #certain = new Map<string, boolean>();
  #first: Float32Array | null = null;
  #same = true;

  /** @param tensor the model's input, by which the same photo under two names counts once */
  note(tensor: Float32Array, { logits, top }: Prediction): void {
    const key = createHash('sha1').update(tensor).digest('base64');
    if (this.#certain.has(key)) return;
    this.#certain.set(key, (top[0]?.probability ?? 0) >= CERTAIN);
    this.#first ??= logits;
    this.#same &&= alike(this.#first, logits);
  }

  /** What the predictions so far give rise to; null where they look as they should. */
  warning(): string | null {
    const seen = this.#certain.size;
    if (seen < FEWEST) return null;
    const photos = `all ${String(seen)} photos`;
    if (this.#same) {
      return `The model says exactly the same of ${photos}: check the preprocessing, its value range above all.`;
    }
    const certain = [...this.#certain.values()].filter(Boolean).length;
    if (certain < SHARE * seen) return null;
    return `The model is certain (probability above ${String(CERTAIN)}) of ${certain === seen ? photos : `${String(certain)} of ${String(seen)} photos`}: check the preprocessing, its value range above all.`;
  }
}

function alike(first: Float32Array, other: Float32Array): boolean {
  const scale = first.reduce((most, logit) => Math.max(most, Math.abs(logit)), 0);
  return first.every((logit, index) => Math.abs(logit - (other[index] ?? NaN)) <= SAME * scale);
}
