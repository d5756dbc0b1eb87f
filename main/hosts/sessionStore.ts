import { constants, copyFileSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import { sessionSchema, type Session } from '../../shared/session.ts';
import { writeFiles } from '../engine/writeFiles.ts';

export type RecentKind = 'folders' | 'models';

/** Paths kept of each kind. */
const KEPT = 8;

const paths = z.array(z.string()).max(KEPT).catch([]);
const storedSchema = z.object({
  session: sessionSchema.nullable().catch(null),
  recent: z.object({ folders: paths, models: paths }),
});
type Stored = z.infer<typeof storedSchema>;

const NOTHING: Stored = { session: null, recent: { folders: [], models: [] } };

/** What is remembered from start to start: the session, and the folders and models that were opened. One JSON file. */
export class SessionStore {
  readonly #path: string;
  #stored: Stored;
  #writing: Promise<void> | null = null;
  #stale = false;
  #recentChanged: () => void = () => undefined;

  /** Reads the file; what is not there, or not understood, counts as never remembered, and is then kept beside once. */
  constructor(path: string) {
    this.#path = path;
    this.#stored = read(path);
  }

  get session(): Session | null {
    return this.#stored.session;
  }

  /** Opened paths, the latest last. */
  recent(kind: RecentKind): readonly string[] {
    return this.#stored.recent[kind];
  }

  /** Sets the one listener that is told whenever the opened paths change. */
  onRecent(listener: () => void): void {
    this.#recentChanged = listener;
  }

  /** Throws `disk-failed`. */
  save(session: Session): Promise<void> {
    return this.#keep({ ...this.#stored, session });
  }

  /** Throws `disk-failed`. */
  note(kind: RecentKind, path: string): Promise<void> {
    const { recent } = this.#stored;
    const latest = [...recent[kind].filter((each) => each !== path), path].slice(-KEPT);
    return this.#keepRecent({ ...recent, [kind]: latest });
  }

  /** Forgets what was opened before, but for what is open now. @throws WorkbenchError 'disk-failed' */
  clearRecent(): Promise<void> {
    const { session, recent } = this.#stored;
    const open = [session?.folder?.path, session?.model?.path];
    const keep = (each: readonly string[]) => each.filter((path) => open.includes(path));
    return this.#keepRecent({ folders: keep(recent.folders), models: keep(recent.models) });
  }

  /** Settles when nothing is being written any more, whether or not that failed. */
  async settled(): Promise<void> {
    await this.#writing?.catch(() => undefined);
  }

  #keepRecent(recent: Stored['recent']): Promise<void> {
    const written = this.#keep({ ...this.#stored, recent });
    this.#recentChanged();
    return written;
  }

  /** Writes the newest state; changes that come while a write is under way are written together after it. */
  #keep(stored: Stored): Promise<void> {
    this.#stored = stored;
    this.#stale = true;
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
    });
    return this.#writing;
  }

  async #write(): Promise<void> {
    while (this.#stale) {
      this.#stale = false;
      // Where it fails, writing fails too and says why.
      await mkdir(dirname(this.#path), { recursive: true }).catch(() => undefined);
      const text = `${JSON.stringify({ version: 1, ...this.#stored }, null, 2)}\n`;
      await writeFiles([{ path: this.#path, data: Buffer.from(text) }]);
    }
  }
}

function read(path: string): Stored {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return NOTHING;
  }
  try {
    const found = JSON.parse(text) as Partial<Record<keyof Stored, unknown>>;
    const stored = storedSchema.parse(found);
    if (stored.session === null && found.session !== null) keepBeside(path);
    return stored;
  } catch {
    keepBeside(path);
    return NOTHING;
  }
}

/** The file is about to be overwritten: what a person may still need of it stays, but for one that is there already. */
function keepBeside(path: string): void {
  try {
    copyFileSync(path, `${path}.broken`, constants.COPYFILE_EXCL);
  } catch {
    // There is one, or nothing can be written there, which the first save will tell.
  }
}
