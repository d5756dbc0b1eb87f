import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import WebSocket from 'ws';

const POLL_MILLISECONDS = 5;

interface Reply {
  readonly id: number;
  /** The page is gone, or not there yet. */
  readonly error?: unknown;
  readonly result?: {
    readonly result: { readonly value?: unknown };
    readonly exceptionDetails?: { readonly text: string };
  };
}

/**
 * A page reached through Chromium's debugging port and nothing else: unlike a test driver it does not hold up the
 * application's start, and it is there before the page has painted.
 */
export class DebuggedPage {
  readonly #socket: WebSocket;
  #last = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  /** The first page behind a debugging address, as soon as there is one. */
  static async first(address: string): Promise<DebuggedPage> {
    const list = new URL('/json/list', address.replace(/^ws:/, 'http:'));
    for (;;) {
      const targets = (await (await fetch(list)).json()) as { type: string; webSocketDebuggerUrl: string }[];
      const page = targets.find(({ type }) => type === 'page');
      if (page) {
        const socket = new WebSocket(page.webSocketDebuggerUrl);
        await once(socket, 'open');
        return new DebuggedPage(socket);
      }
      await pause(POLL_MILLISECONDS);
    }
  }

  /** Runs `work` in the page and gives what it answers; anew where the page it began in made way for the next one. */
  async evaluate<T>(work: () => T | Promise<T>): Promise<T> {
    for (;;) {
      const { error, result } = await this.#ask(`(${String(work)})()`);
      if (result?.exceptionDetails) throw new Error(result.exceptionDetails.text);
      if (!error) return result?.result.value as T;
      await pause(POLL_MILLISECONDS);
    }
  }

  async #ask(expression: string): Promise<Reply> {
    const id = ++this.#last;
    const params = { expression, awaitPromise: true, returnByValue: true };
    this.#socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }));
    for (;;) {
      const [message] = (await once(this.#socket, 'message')) as [Buffer];
      const reply = JSON.parse(message.toString()) as Reply;
      if (reply.id === id) return reply;
    }
  }

  close(): void {
    this.#socket.close();
  }
}
