import type { Memory } from './offers.ts';
import type { RecentKind } from './sessionStore.ts';

/** A server offers what its own command line names, and nothing of an earlier start. */
export class NamedPaths implements Memory {
  readonly #paths = { folders: new Set<string>(), models: new Set<string>() };

  recent(kind: RecentKind): readonly string[] {
    return [...this.#paths[kind]];
  }

  note(kind: RecentKind, path: string): Promise<void> {
    this.#paths[kind].add(path);
    return Promise.resolve();
  }
}
