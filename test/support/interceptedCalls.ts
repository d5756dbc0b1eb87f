import type { Page } from 'playwright-core';
import { decodeFrame, encodeFrame } from '../../shared/rpc/codec.ts';
import { RPC_PATH } from '../../shared/rpc/handshake.ts';

/** What becomes of a call: it fails with a line, or is never answered. */
type Fate = 'fails' | 'hangs';
type Matches = (input: Readonly<Record<string, unknown>>) => boolean;

/** What the line says. */
export const FAILURE = 'The disk is full. Free some space and try again.';

/** Calls and jobs of a browser's page that do not reach the server, by name; all others do. */
export class InterceptedCalls {
  readonly #fates = new Map<string, { readonly fate: Fate; readonly matches: Matches }>();

  /** Stands between the page and its server from the next loading of the page on. */
  static async of(page: Page): Promise<InterceptedCalls> {
    const calls = new InterceptedCalls();
    await page.routeWebSocket(
      ({ pathname }) => pathname === RPC_PATH,
      (socket) => {
        const server = socket.connectToServer();
        socket.onMessage((frame) => {
          const asked = requestOf(frame);
          const fate = asked && calls.#fateOf(asked);
          if (!asked || !fate) server.send(frame);
          else if (fate === 'fails') socket.send(Buffer.from(encodeFrame(failed(asked.id))));
        });
      },
    );
    return calls;
  }

  fail(name: string, matches: Matches = () => true): void {
    this.#fates.set(name, { fate: 'fails', matches });
  }

  hang(name: string): void {
    this.#fates.set(name, { fate: 'hangs', matches: () => true });
  }

  pass(name: string): void {
    this.#fates.delete(name);
  }

  #fateOf({ name, input }: Request): Fate | null {
    const entry = this.#fates.get(name);
    return entry?.matches(input) === true ? entry.fate : null;
  }
}

interface Request {
  readonly id: string;
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A call or the start of a job, as `shared/rpc/wire.ts` and birpc write it; null for anything else. */
function requestOf(frame: string | Buffer): Request | null {
  if (typeof frame === 'string') return null;
  const { t: type, m: method, i: id, a: args } = decodeFrame(frame) as Record<string, unknown>;
  if (type !== 'q' || typeof id !== 'string' || !Array.isArray(args)) return null;
  if (method !== 'call' && method !== 'start') return null;
  const [name, input] = (method === 'start' ? args.slice(1) : args) as [string, Request['input']];
  return { id, name, input };
}

function failed(id: string): unknown {
  return { t: 's', i: id, r: { ok: false, error: { code: 'disk-failed', message: FAILURE } } };
}
