import type { ClassScore } from '../../shared/result.ts';

/** Predicted classes of the folder's photos by the open model, of those that were looked at. */
export class Predictions {
  /** Grows one photo at a time: what depends on it follows `#changes`, as a copy for each would be quadratic. */
  readonly #scores = new Map<string, ClassScore>();
  #changes = $state(0);

  /** How many photos have one. */
  get count(): number {
    return this.#changes === 0 ? 0 : this.#scores.size;
  }

  of(image: string): ClassScore | undefined {
    return this.#changes === 0 ? undefined : this.#scores.get(image);
  }

  note(image: string, score: ClassScore): void {
    this.#scores.set(image, score);
    this.#changes++;
  }

  /** Another folder, or a model with other classes. */
  forget(): void {
    this.#scores.clear();
    this.#changes = 0;
  }
}
