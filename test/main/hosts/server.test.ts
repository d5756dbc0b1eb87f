import { once } from 'node:events';
import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startServer, type RunningServer } from '../../../main/hosts/server.ts';
import { createClient } from '../../../shared/rpc/client.ts';
import { windowContract } from '../../../shared/rpc/contract.ts';
import { RPC_SUBPROTOCOL } from '../../../shared/rpc/handshake.ts';
import { webSocketPort, type WebSocketLike } from '../../../shared/rpc/ports/webSocket.ts';
import { createProbeRoot } from '../../support/probeRoot.ts';

describe('served workbench', () => {
  let probe: Awaited<ReturnType<typeof createProbeRoot>>;
  let server: RunningServer;

  beforeAll(async () => {
    probe = await createProbeRoot();
    server = await startServer({
      root: probe.root,
      version: '1.2.3',
      settings: probe.root,
      host: '127.0.0.1',
      port: 0,
      folder: 'photos',
    });
  });
  afterAll(async () => {
    await server.close();
    await probe.remove();
  });

  function get(path: string, { method = 'GET', headers = {} } = {}) {
    return new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
      // Node's own request sends the path exactly as it is written here.
      const sent = request({ host: '127.0.0.1', port: server.port, path, method, headers }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => (body += text));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
        });
      });
      sent.on('error', reject).end();
    });
  }

  /** Opens the socket as a page would; gives the HTTP status when it is refused. */
  async function open({
    protocols = [RPC_SUBPROTOCOL, server.token],
    origin = `http://127.0.0.1:${server.port}`,
    host = `127.0.0.1:${server.port}`,
    path = '/rpc',
  }: { protocols?: string[]; origin?: string | undefined; host?: string; path?: string } = {}) {
    const headers = { Host: host, ...(origin === '' ? {} : { Origin: origin }) };
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, protocols, { headers });
    return new Promise<number | WebSocket>((resolve) => {
      socket.on('open', () => {
        resolve(socket);
      });
      socket.on('unexpected-response', (_request, response) => {
        resolve(response.statusCode ?? 0);
      });
      socket.on('error', () => undefined);
    });
  }

  it('sends the page with a policy that lets only its own scripts run', async () => {
    const page = await get('/');
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    const policy = page.headers['content-security-policy'];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe-eval');
    expect((await get('/page.js')).headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  it.each([
    '/../secret.html',
    '/%2e%2e/secret.html',
    '/..%2fsecret.html',
    '/%2e%2e%2f%2e%2e%2fsecret.html',
    '/..%5csecret.html',
    '//../secret.html',
    '/./../../secret.html',
    '/page.js%00.html',
    '/%',
    '/../main/electron.cjs',
  ])('finds nothing outside the page at %s', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('outside');
  });

  it('finds no file of another kind than a page is made of', async () => {
    expect((await get('/')).status).toBe(200);
    expect((await get('/page.txt')).status).toBe(404);
    expect((await get('/assets')).status).toBe(404);
  });

  it('answers no other name than its own', async () => {
    for (const host of ['evil.example', `evil.example:${server.port}`, '127.0.0.1.evil.example']) {
      expect((await get('/', { headers: { Host: host } })).status, host).toBe(403);
    }
    expect((await get('/', { headers: { Host: `localhost:${server.port}` } })).status).toBe(200);
  });

  it('answers nothing but reading', async () => {
    expect((await get('/', { method: 'POST' })).status).toBe(405);
    expect(await get('/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  });

  it('opens the socket to the page it served, and answers over it', async () => {
    const socket = await open();
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
    expect(socket.protocol).toBe(RPC_SUBPROTOCOL);
    const client = createClient(webSocketPort(socket as unknown as WebSocketLike), windowContract);
    expect((await client.call('folder.list', {})).map(({ path }) => path)).toEqual(['photos']);
    await expect(client.call('host.info', {})).resolves.toMatchObject({
      kind: 'browser',
      dialogs: false,
      versions: { workbench: '1.2.3' },
    });
    await expect(client.call('host.pickFolder', {})).rejects.toMatchObject({ code: 'path-refused' });
    const images: unknown[] = [];
    const scan = client.start('folder.scan', { folder: 'folder-0' }, (event) => images.push(...event.images));
    await expect(scan.result).resolves.toEqual({ images: 1, skipped: 0, skips: [] });
    expect(images).toHaveLength(1);
    client.close();
  });

  it('keeps calls that take a path from the page', async () => {
    const socket = await open();
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
    const client = createClient(webSocketPort(socket as unknown as WebSocketLike), windowContract);
    for (const name of ['folder.add', 'model.add']) {
      await expect(client.call(name as never, { path: '/' } as never)).rejects.toMatchObject({
        code: 'input-invalid',
      });
    }
    expect(await client.call('folder.list', {})).toHaveLength(1);
    client.close();
  });

  it('tells the page when the engine was lost, and goes on', async () => {
    const socket = await open();
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
    const client = createClient(webSocketPort(socket as unknown as WebSocketLike), windowContract);
    const states: string[] = [];
    client.on('engine.state', ({ state }) => states.push(state));
    const pending = expect(client.call('model.open', { ref: 'hangs' })).rejects.toMatchObject({
      code: 'engine-restarted',
    });
    const { version: processId } = await client.call('engine.info', {});
    process.kill(Number(processId), 'SIGKILL');
    await pending;
    expect((await client.call('folder.list', {})).map(({ path }) => path)).toEqual(['photos']);
    expect(states).toEqual(['restarting', 'ready']);
    client.close();
  });

  it('closes the socket on a frame that is no message', async () => {
    const socket = await open();
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
    const closed = once(socket, 'close');
    socket.send('text');
    expect((await closed)[0]).toBe(1003);
  });

  it('refuses a wrong token, a missing one, and one in the address', async () => {
    expect(await open({ protocols: [RPC_SUBPROTOCOL, 'A'.repeat(server.token.length)] })).toBe(401);
    expect(await open({ protocols: [RPC_SUBPROTOCOL, server.token.slice(0, -1)] })).toBe(401);
    expect(await open({ protocols: [RPC_SUBPROTOCOL] })).toBe(401);
    expect(await open({ protocols: [] })).toBe(401);
    expect(await open({ protocols: [], path: `/rpc?token=${server.token}` })).toBe(404);
  });

  /** Asks for the socket without the token over a bare connection, and waits for the refusal. */
  async function refusedPeer(port: number) {
    const peer = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
    peer.on('error', () => undefined);
    const lines = [
      'GET /rpc HTTP/1.1',
      `Host: 127.0.0.1:${port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
    ];
    peer.write(
      [...lines, 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==', '', ''].join(
        '\r\n',
      ),
    );
    const [answer] = (await once(peer, 'data')) as [Buffer];
    expect(answer.toString('latin1')).toMatch(/^HTTP\/1\.1 403 /);
    return peer;
  }

  it('outlives peers that reset after a refusal', async () => {
    for (let round = 0; round < 5; round += 1) (await refusedPeer(server.port)).resetAndDestroy();
    expect((await get('/')).status).toBe(200);
  });

  it('closes though a refused peer keeps its half of the connection', async () => {
    const other = await startServer({
      root: probe.root,
      version: '1.2.3',
      settings: probe.root,
      host: '127.0.0.1',
      port: 0,
    });
    const peer = await refusedPeer(other.port);
    await other.close();
    peer.destroy();
  });

  it('refuses a page of another origin, even with the token', async () => {
    expect(await open({ origin: 'http://evil.example' })).toBe(403);
    expect(await open({ origin: `https://127.0.0.1:${server.port}` })).toBe(403);
    expect(await open({ origin: 'null' })).toBe(403);
    expect(await open({ origin: '' })).toBe(403);
  });

  it('refuses a host name that merely points here, even with its own origin and the token', async () => {
    const host = `rebound.example:${server.port}`;
    expect(await open({ host, origin: `http://${host}` })).toBe(403);
  });

  it('prints an address whose token the browser does not send', () => {
    expect(server.address).toBe(`http://127.0.0.1:${server.port}/#token=${server.token}`);
    expect(Buffer.from(server.token, 'base64url')).toHaveLength(32);
  });

  it('offers what it opened at earlier starts; to other machines only what was opened for them', async () => {
    async function offered(host: string, folder?: string): Promise<string[]> {
      const settings = join(probe.root, 'settings');
      const options = { root: probe.root, version: '0', settings, host, port: 0 };
      const started = await startServer({ ...options, ...(folder !== undefined && { folder }) });
      const origin = `http://127.0.0.1:${started.port}`;
      const protocols = [RPC_SUBPROTOCOL, started.token];
      const socket = new WebSocket(`ws://127.0.0.1:${started.port}/rpc`, protocols, { headers: { origin } });
      await once(socket, 'open');
      const client = createClient(webSocketPort(socket as unknown as WebSocketLike), windowContract);
      const folders = await client.call('folder.list', {});
      await started.close();
      return folders.map(({ path }) => path);
    }
    expect(await offered('127.0.0.1', '/holiday')).toEqual(['/holiday']);
    expect(await offered('127.0.0.1', '/pets')).toEqual(['/holiday', '/pets']);
    expect(await offered('127.0.0.1')).toEqual(['/holiday', '/pets']);
    expect(await offered('0.0.0.0', '/shown')).toEqual(['/shown']);
    expect(await offered('0.0.0.0')).toEqual(['/shown']);
  });

  it('says so when its port is taken, or the folder is missing', async () => {
    const options = { root: probe.root, version: '0', settings: probe.root, host: '127.0.0.1' };
    await expect(startServer({ ...options, port: server.port })).rejects.toMatchObject({
      code: 'input-invalid',
    });
    await expect(startServer({ ...options, port: 0, folder: 'missing' })).rejects.toMatchObject({
      code: 'folder-missing',
    });
  });
});
