import { WorkbenchError } from '../../shared/errors.ts';
import { createClient, type Client as RpcClient } from '../../shared/rpc/client.ts';
import {
  windowContract,
  type NoticeName,
  type NoticePayload,
  type WindowContract,
} from '../../shared/rpc/contract.ts';
import { createDeferredCaller } from '../../shared/rpc/deferredClient.ts';
import type { Port } from '../../shared/rpc/port.ts';
import type { Client } from './connect.ts';

type Name = NoticeName<WindowContract>;
type Payload = NoticePayload<WindowContract, Name>;

/** Milliseconds before each attempt to open a lost connection again; after the last one the server counts as gone. */
const ATTEMPTS = [250, 500, 1000, 2000, 4000, 8000, 8000, 8000] as const;

/**
 * One client over connections that follow each other. Work under way when a connection is lost rejects with
 * `connection-lost`; work asked for meanwhile waits for the next one. Rejects when the first does not come about.
 */
export async function createReconnectingClient(
  open: () => Promise<Port>,
  attempts: readonly number[] = ATTEMPTS,
): Promise<Client> {
  const listeners = new Map<Name, Set<(payload: Payload) => void>>();
  let finish: () => void;
  const closed = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let ended = false;
  let gone = false;
  let current: Promise<RpcClient> = establish();
  await current;

  async function establish(): Promise<RpcClient> {
    const client = createClient(await open(), windowContract, lost);
    for (const name of Object.keys(windowContract.notices) as Name[]) {
      client.on(name, (payload) => {
        tell(name, payload);
      });
    }
    void client.closed.then(() => {
      if (!ended) openAgain();
    });
    return client;
  }

  function openAgain(): void {
    gone = false;
    current = again();
    // Told as a notice; whoever asks for work meanwhile is told again.
    current.catch(() => undefined);
  }

  async function again(): Promise<RpcClient> {
    tell('engine.state', {
      state: 'restarting',
      reason: 'The connection to the server was lost; it is being opened again.',
    });
    for (const milliseconds of attempts) {
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      try {
        const client = await establish();
        tell('engine.state', { state: 'ready', reason: null });
        return client;
      } catch {
        // The next attempt, or the end of the list, answers for this one.
      }
    }
    const failure = new WorkbenchError(
      'connection-lost',
      'The server is gone, or cannot be reached. Start it again and open the address that it prints.',
    );
    gone = true;
    tell('engine.state', { state: 'unreachable', reason: failure.message });
    throw failure;
  }

  function tell(name: Name, payload: Payload): void {
    for (const listener of listeners.get(name) ?? []) listener(payload);
  }

  return {
    ...createDeferredCaller<WindowContract>(() => current),
    on(name, listener) {
      const known = listeners.get(name) ?? new Set();
      // Kept under its own notice's name, so that it is only ever given that notice's payload.
      const kept = listener as (payload: Payload) => void;
      listeners.set(name, known.add(kept));
      return () => known.delete(kept);
    },
    reconnect() {
      if (gone) openAgain();
    },
    closed,
    close() {
      ended = true;
      void current.then((client) => {
        client.close();
      });
      finish();
    },
  };
}

function lost(): WorkbenchError {
  return new WorkbenchError(
    'connection-lost',
    'The connection to the server was lost while this was running. Try again.',
  );
}
