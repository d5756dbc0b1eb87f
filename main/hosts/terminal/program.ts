/** What every command is given. */
export interface Program {
  /** The application's folder, which holds `build` and `models`. */
  readonly root: string;
  readonly version: string;
  /** Writes a line to standard error. */
  readonly say: (line: string) => void;
}

export const ExitStatus = {
  done: 0,
  /** Some inputs failed; the rest was done. */
  someFailed: 1,
  /** Wrong use or an unusable model. */
  wrongUse: 2,
} as const;
