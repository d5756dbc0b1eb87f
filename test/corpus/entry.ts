/** One file of the corpus and what is to come of it. */
export interface CorpusEntry {
  /** Also the name of the file, where it ends as one. */
  readonly name: string;
  readonly bytes: () => Uint8Array;
  /** Files beside it, or above it. */
  readonly beside?: Readonly<Record<string, Uint8Array>>;
  /** The error's code; `opens` where a photo is explained. */
  readonly code: string;
  /** The whole message; the model's folder is written as `.../`. For a model that opens, what the card warns of beside what it has to guess. */
  readonly message: string;
}

/** `[name, bytes, code, message]`, as most entries are written. */
export type Row = readonly [name: string, bytes: () => Uint8Array, code: string, message: string];

export function entries(rows: readonly Row[]): CorpusEntry[] {
  return rows.map(([name, bytes, code, message]) => ({ name, bytes, code, message }));
}
