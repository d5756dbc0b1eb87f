import { WorkbenchError } from '../../shared/errors.ts';
import type { Client } from '../../shared/rpc/client.ts';
import { RPC_PATH, RPC_SUBPROTOCOL, TOKEN_PARAMETER } from '../../shared/rpc/handshake.ts';
import type { Port } from '../../shared/rpc/port.ts';
import { webSocketPort } from '../../shared/rpc/ports/webSocket.ts';
import { createReconnectingClient } from './reconnecting.ts';

/** Opens the WebSocket of the server that served this page, and opens it again when it is lost. */
export async function connectServer(): Promise<Client> {
  const token = takeToken();
  const address = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${RPC_PATH}`;
  return createReconnectingClient(() => openSocket(address, token));
}

/**
 * The token from the address, which is then taken out of the address bar so that it is neither seen nor bookmarked; a
 * reload finds it in the session's storage.
 */
function takeToken(): string {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const given = fragment.get(TOKEN_PARAMETER);
  if (given !== null) {
    sessionStorage.setItem(TOKEN_PARAMETER, given);
    history.replaceState(null, '', location.pathname + location.search);
  }
  const token = given ?? sessionStorage.getItem(TOKEN_PARAMETER);
  if (token === null) throw refused();
  return token;
}

function openSocket(address: string, token: string): Promise<Port> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address, [RPC_SUBPROTOCOL, token]);
    socket.addEventListener('open', () => {
      resolve(webSocketPort(socket));
    });
    socket.addEventListener('error', () => {
      reject(refused());
    });
  });
}

function refused(): WorkbenchError {
  return new WorkbenchError(
    'connection-lost',
    'The server cannot be reached or does not know this page. Open the whole address that it printed, with its token.',
  );
}
