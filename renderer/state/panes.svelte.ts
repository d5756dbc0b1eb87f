import { untrack } from 'svelte';

/** Sizes of the panes, as the splitter reads and writes them. They follow the window until the person moves one. */
export class Panes {
  /** By the name of the group of panes. */
  sizes = $state.raw<Readonly<Record<string, string>>>({});
  #moved = false;

  /** The person begins to move a pane: from now on sizes are kept. */
  move(): void {
    this.#moved = true;
  }

  getItem(name: string): string | null {
    return untrack(() => this.sizes[name] ?? null);
  }

  setItem(name: string, value: string): void {
    if (this.#moved) this.sizes = { ...untrack(() => this.sizes), [name]: value };
  }
}
