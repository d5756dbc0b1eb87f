import { untrack } from 'svelte';

/** Sizes of the panes. They follow the window until the person moves one, and from then on are kept. */
export class Panes {
  /** Percentages that the panes of a group take, by the name of the group. */
  sizes = $state.raw<Readonly<Record<string, readonly number[]>>>({});
  #moved = false;

  /** The person begins to move a pane: from now on sizes are kept. */
  move(): void {
    this.#moved = true;
  }

  /** What the panes of a group begin with, read once; none where they were not moved. */
  of(group: string): readonly number[] {
    return untrack(() => this.sizes[group] ?? []);
  }

  /** The panes of a group have become so large. */
  become(group: string, sizes: readonly number[]): void {
    if (this.#moved) this.sizes = { ...untrack(() => this.sizes), [group]: sizes };
  }
}
