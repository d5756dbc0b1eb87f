import { HINTS, type HintId } from '../hints.ts';

/** Hints of a first start: each is shown until the person has put it away, at this start or an earlier one. */
export class Hints {
  /** Ids of those put away. */
  dismissed = $state.raw<readonly string[]>([]);
  readonly waiting = $derived(HINTS.filter(({ id }) => !this.dismissed.includes(id)));
  readonly current = $derived(this.waiting[0] ?? null);

  dismiss(id: HintId): void {
    this.dismissed = [...this.dismissed, id];
  }

  dismissAll(): void {
    this.dismissed = HINTS.map(({ id }) => id);
  }

  showAgain(): void {
    this.dismissed = [];
  }
}
