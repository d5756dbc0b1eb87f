import { createBirpc, type BirpcReturn } from 'birpc';
import type { ErrorData } from '../errors.ts';
import type { Port } from './port.ts';

/** How a call or job ended. Errors travel as data, so that their code survives every port. */
export type Outcome =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: ErrorData };

/** What the serving side answers to. */
export interface ServerFunctions {
  /** @param id by which it can be cancelled, where that may be wanted */
  call(name: string, input: unknown, id?: string): Promise<Outcome>;
  start(job: string, name: string, input: unknown): Promise<Outcome>;
  /** Ends a job, or a call that was given an id. */
  cancel(id: string): void;
}

/** What the client side answers to. `event` answers when its receiver has room for more. */
export interface ClientFunctions {
  event(job: string, event: unknown): Promise<void>;
  notice(name: string, payload: unknown): void;
}

/**
 * Joins both ends of the protocol to a port. Only messages of birpc's own form reach it, and only own functions of
 * `functions` can be named from outside (never what an object inherits).
 */
export function openWire<Remote, Local extends object>(
  port: Port,
  functions: Local,
): BirpcReturn<Remote, Local> {
  return createBirpc<Remote, Local>(functions, {
    post: (message: unknown) => {
      port.post(message);
    },
    on: (receive) => {
      port.onMessage((message) => {
        if (isEnvelope(message)) receive(message);
      });
    },
    resolver: (name, resolved) => (Object.hasOwn(functions, name) ? resolved : undefined),
    timeout: -1,
    // An answer that cannot be posted belongs to a port that has closed meanwhile: nobody waits for it. A request that
    // cannot be posted must reject.
    onGeneralError: (_error, answering) => answering !== undefined,
  });
}

function isEnvelope(message: unknown): boolean {
  if (typeof message !== 'object' || message === null) return false;
  const { t: type, m: method, a: args, i: id } = message as Record<string, unknown>;
  if (type === 's') return typeof id === 'string';
  return (
    type === 'q' &&
    typeof method === 'string' &&
    Array.isArray(args) &&
    (id === undefined || typeof id === 'string')
  );
}
