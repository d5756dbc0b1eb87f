import type { Model } from '../onnx/ir.ts';
import { createSession, type Session, type SessionOptions } from './session.ts';

/** Compiled graphs that belong together, each made when it is first needed, and all released when the last user is done. */
export class SharedSessions {
  readonly #options: SessionOptions;
  readonly #sessions = new Map<string, Promise<Session>>();
  /** The opener and everybody at work. */
  #users = 1;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** @param key tells the graphs apart @throws WorkbenchError 'model-unsupported' */
  get(key: string, model: () => Model | Promise<Model>): Promise<Session> {
    let session = this.#sessions.get(key);
    if (!session) {
      session = Promise.resolve(model()).then((each) => createSession(each, this.#options));
      session.catch(() => this.#sessions.delete(key));
      this.#sessions.set(key, session);
    }
    return session;
  }

  /** Does some work with the sessions, which are not released before the work is done. */
  async using<T>(work: () => Promise<T>): Promise<T> {
    this.#users += 1;
    try {
      return await work();
    } finally {
      await this.release();
    }
  }

  /** Gives up the opener's use of the sessions; their memory goes back when the last user is done. */
  async release(): Promise<void> {
    this.#users -= 1;
    if (this.#users > 0) return;
    const compiled = [...this.#sessions.values()];
    this.#sessions.clear();
    for (const session of await Promise.allSettled(compiled)) {
      if (session.status === 'fulfilled') await session.value.release();
    }
  }
}
