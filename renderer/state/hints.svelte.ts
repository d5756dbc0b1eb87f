import { HINTS, type HintId } from '../hints.ts';
import { readList, remember } from './stored.ts';

const KEY = 'hints.dismissed';

/** Hints of a first start: each is shown until the person has put it away, at this start or an earlier one. */
export class Hints {
  #dismissed = $state.raw<ReadonlySet<string>>(new Set(readList(KEY, [])));
  readonly waiting = $derived(HINTS.filter(({ id }) => !this.#dismissed.has(id)));
  readonly current = $derived(this.waiting[0] ?? null);

  dismiss(id: HintId): void {
    this.#become([...this.#dismissed, id]);
  }

  dismissAll(): void {
    this.#become(HINTS.map(({ id }) => id));
  }

  showAgain(): void {
    this.#become([]);
  }

  #become(dismissed: readonly string[]): void {
    this.#dismissed = new Set(dismissed);
    remember(KEY, [...this.#dismissed].join(','));
  }
}
