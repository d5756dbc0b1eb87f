import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { networkInterfaces } from 'node:os';
import { RPC_PATH, RPC_SUBPROTOCOL } from '../../shared/rpc/handshake.ts';

/** Decides which requests the server answers at all. */
export interface ServerGuard {
  /** Secret that opens the WebSocket: 256 random bits, fit for an address. */
  readonly token: string;
  /**
   * Whether the request names this server. A page elsewhere whose host name is made to point here (DNS rebinding) still
   * sends its own name.
   */
  knowsHost(request: IncomingMessage): boolean;
  /** Null when the WebSocket may open, otherwise the HTTP status to refuse it with. */
  refuseSocket(request: IncomingMessage): 401 | 403 | 404 | null;
}

/** Whether an address to listen on is reached from this machine alone. */
export function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/** @param host the address the server is bound to */
export function createServerGuard(host: string): ServerGuard {
  const token = randomBytes(32).toString('base64url');
  const names = new Set(['localhost', '127.0.0.1', '[::1]', bracket(host)]);
  if (host === '0.0.0.0' || host === '::') {
    for (const list of Object.values(networkInterfaces()))
      for (const { address } of list ?? []) names.add(bracket(address));
  }

  function knowsHost(request: IncomingMessage): boolean {
    return names.has((request.headers.host ?? '').toLowerCase().replace(/:\d+$/, ''));
  }

  return {
    token,
    knowsHost,
    refuseSocket(request) {
      if (!knowsHost(request)) return 403;
      if (request.headers.origin !== `http://${request.headers.host ?? ''}`) return 403;
      if (request.url !== RPC_PATH) return 404;
      const offered = (request.headers['sec-websocket-protocol'] ?? '')
        .split(',')
        .map((entry) => entry.trim());
      const [protocol, given, ...more] = offered;
      if (protocol !== RPC_SUBPROTOCOL || given === undefined || more.length > 0) return 401;
      return sameSecret(given, token) ? null : 401;
    },
  };
}

/** Compares in a time that does not tell how much of the secret was right. */
function sameSecret(given: string, secret: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(secret);
  return a.length === b.length && timingSafeEqual(a, b);
}

function bracket(address: string): string {
  return address.includes(':') ? `[${address.toLowerCase()}]` : address.toLowerCase();
}
