import { once } from 'node:events';
import { join } from 'node:path';
import { createServer, STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { WorkbenchError } from '../../shared/errors.ts';
import type { ProviderId } from '../../shared/modelCard.ts';
import { windowContract, type WindowContract } from '../../shared/rpc/contract.ts';
import { RPC_SUBPROTOCOL, TOKEN_PARAMETER } from '../../shared/rpc/handshake.ts';
import { webSocketPort, type WebSocketLike } from '../../shared/rpc/ports/webSocket.ts';
import { createRelay } from '../rpc/relay.ts';
import { serve, type Serving } from '../rpc/serve.ts';
import { browserHandlers } from './browserHandlers.ts';
import { superviseEngine } from './engineHost.ts';
import { engineOptions } from './engineOptions.ts';
import { forkEngine } from './forkEngine.ts';
import { Offers, type Named } from './offers.ts';
import { locateResources } from './resources.ts';
import { securityHeaders } from './securityPolicy.ts';
import { createServerGuard, isThisMachine, type ServerGuard } from './serverGuard.ts';
import { SessionStore } from './sessionStore.ts';
import { readStaticFile } from './staticFiles.ts';

/** Besides the bundled photos and model, those that its command line names. */
export interface ServerOptions extends Named {
  /** The application's folder, which holds `build` and `models`. */
  readonly root: string;
  readonly version: string;
  /** Folder of what is remembered from start to start. */
  readonly settings: string;
  readonly provider?: 'auto' | ProviderId;
  readonly threads?: number;
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
}

export interface RunningServer {
  /** The page's address with its token: whoever knows it can use the workbench. */
  readonly address: string;
  readonly port: number;
  readonly token: string;
  close(): Promise<void>;
}

/** Largest message a browser may send: it sends choices and texts, never pictures. */
const LARGEST_MESSAGE = 16 * 1024 * 1024;

/**
 * Serves the workbench to browsers. Throws `input-invalid` when the port cannot be had, and what the engine says of a
 * folder or model that cannot be opened.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const resources = locateResources(options.root);
  const windows = new Set<Serving<WindowContract>>();
  const engine = superviseEngine(
    (provider) =>
      forkEngine(
        resources.engineProcess,
        engineOptions(resources, options.version, {
          ...options,
          ...(provider !== undefined && { provider }),
          settingsFolder: join(options.settings, 'models'),
        }),
      ),
    (state) => {
      for (const window of windows) window.notify('engine.state', state);
    },
  );
  const store = new SessionStore(join(options.settings, sessionFile(options.host)));
  const offers = new Offers(engine, store);
  const asked = offers.again().then(() => offers.named(options));
  // Its failure is heard where it is awaited, after the port.
  asked.catch(() => undefined);
  const { version } = options;
  const relay = createRelay(engine, browserHandlers({ engine, store, offers, asked, version, resources }));
  const guard = createServerGuard(options.host);
  const headers = securityHeaders("'self'");
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_MESSAGE,
    handleProtocols: () => RPC_SUBPROTOCOL,
  });
  const server = createServer((request, response) => {
    void answer(request, response, guard, resources.renderer, headers);
  });
  server.on('upgrade', (request, socket, head) => {
    // Node's own listener is gone from here on: without one, a peer that resets would end the server.
    socket.on('error', () => socket.destroy());
    const refusal = guard.refuseSocket(request);
    if (refusal !== null) {
      refuse(socket, refusal);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const window = serve(webSocketPort(webSocket as unknown as WebSocketLike), windowContract, relay);
      windows.add(window);
      const told = engine.state();
      if (told !== null && told.state !== 'ready') window.notify('engine.state', told);
      webSocket.on('close', () => windows.delete(window));
    });
  });

  async function close(): Promise<void> {
    engine.stop();
    for (const webSocket of sockets.clients) webSocket.terminate();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  try {
    await listen(server, options);
    await asked;
  } catch (error) {
    await close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  const name = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    address: `http://${name}:${port}/#${TOKEN_PARAMETER}=${guard.token}`,
    port,
    token: guard.token,
    close,
  };
}

/** Whoever reaches a server from another machine is offered only what such servers have opened, and nothing else of the person's. */
function sessionFile(host: string): string {
  return isThisMachine(host) ? 'browser-session.json' : 'network-session.json';
}

async function listen(server: ReturnType<typeof createServer>, { port, host }: ServerOptions): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new WorkbenchError(
      'input-invalid',
      `Cannot serve on ${host}, port ${port}: ${reason}. Choose another with --port.`,
    );
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  guard: ServerGuard,
  root: string,
  headers: Record<string, string>,
): Promise<void> {
  const end = (status: number, body: Buffer | string, type: string) => {
    response.writeHead(status, { ...headers, 'Content-Type': type, 'Cache-Control': 'no-cache' });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
  const say = (status: number) => {
    end(status, `${status} ${STATUS_CODES[status] ?? ''}\n`, 'text/plain; charset=utf-8');
  };
  if (!guard.knowsHost(request)) {
    say(403);
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    say(405);
    return;
  }
  const file = await readStaticFile(root, (request.url ?? '/').replace(/[?#].*$/, ''));
  if (file === null) say(404);
  else end(200, file.body, file.type);
}

function refuse(socket: Duplex, status: number): void {
  const answer = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
  // A peer that keeps its half open would keep the server from closing.
  socket.end(answer, () => socket.destroy());
}
