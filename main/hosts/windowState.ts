import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { writeFiles } from '../engine/writeFiles.ts';

const windowStateSchema = z.object({
  width: z.number().int().min(640).max(16384),
  height: z.number().int().min(480).max(16384),
  maximized: z.boolean(),
});
/** Size of the window in device-independent pixels, as it was last. */
export type WindowState = z.infer<typeof windowStateSchema>;

/** So long a size must stay before it is written: while the window is dragged it changes with every frame. */
const SETTLED_MILLISECONDS = 250;

const DEFAULT_STATE: WindowState = { width: 1440, height: 900, maximized: false };

/** The remembered state; the default one when there is none or the file says something else. */
export function readWindowState(path: string): WindowState {
  try {
    return windowStateSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return DEFAULT_STATE;
  }
}

/** Throws `disk-failed`. */
export async function writeWindowState(path: string, state: WindowState): Promise<void> {
  await writeFiles([{ path, data: Buffer.from(`${JSON.stringify(state)}\n`) }]);
}

/** Keeps the state on disk as it changes, so that a crash does not lose it. One that cannot be written is lost and costs nothing else. */
export class WindowStateKeeper {
  readonly #path: string;
  readonly #current: () => WindowState;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string, current: () => WindowState) {
    this.#path = path;
    this.#current = current;
  }

  /** Writes the state once it has stayed for a moment. */
  changed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.keep(), SETTLED_MILLISECONDS);
  }

  /** Forgets a change that is not written yet: the window has gone and cannot be asked any more. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Settles when nothing is being written any more. */
  settled(): Promise<void> {
    return this.#writing;
  }

  /** Writes the state at once, after those before it. */
  keep(): Promise<void> {
    clearTimeout(this.#timer);
    const state = this.#current();
    this.#writing = this.#writing.then(() => writeWindowState(this.#path, state)).catch(() => undefined);
    return this.#writing;
  }
}
