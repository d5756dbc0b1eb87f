import path from 'node:path';

/** Photos by what they are called, to tell those that are called the same from each other. */
export class PhotoNames {
  readonly #photos = new Map<string, string[]>();

  /** @param photos absolute paths */
  constructor(photos: Iterable<string>) {
    for (const photo of new Set(photos))
      for (const name of namesOf(photo)) {
        const called = this.#photos.get(name);
        if (called) called.push(photo);
        else this.#photos.set(name, [photo]);
      }
  }

  /** @param name of a file, with its ending or without */
  called(name: string): readonly string[] {
    return this.#photos.get(name) ?? [];
  }
}

/** A file's name with its ending and without. */
export function namesOf(file: string): string[] {
  const { base, name } = path.parse(file);
  return [...new Set([base, name])];
}
