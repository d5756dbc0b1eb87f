import { connectDesktop } from './desktop.ts';
import { connectServer } from './server.ts';
import type { Client as RpcClient } from '../../shared/rpc/client.ts';

/** The contract over a connection that may be lost. */
export interface Client extends RpcClient {
  /** Tries once more to open a connection that was given up; absent where it cannot be lost. */
  reconnect?(): void;
}

/** Scheme from which the desktop app serves the page. */
const DESKTOP_SCHEME = 'app:';

/**
 * The window's connection to the main side: over a message port in the desktop app, over a WebSocket in a browser. The
 * client stays the same one when a lost WebSocket is opened again; `engine.state` tells of it. Rejects with a
 * WorkbenchError when no connection comes about at first.
 */
export async function connect(): Promise<Client> {
  return location.protocol === DESKTOP_SCHEME ? connectDesktop() : connectServer();
}
