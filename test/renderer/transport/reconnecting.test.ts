import { expect, it, vi } from 'vitest';
import { memoryPorts } from '../../../main/rpc/ports/memory.ts';
import { createRelay, type EngineCaller } from '../../../main/rpc/relay.ts';
import { serve, type Serving } from '../../../main/rpc/serve.ts';
import { createReconnectingClient } from '../../../renderer/transport/reconnecting.ts';
import type { HostHandlers } from '../../../shared/job.ts';
import { windowContract, type WindowContract } from '../../../shared/rpc/contract.ts';

function createServer() {
  const served: Serving<WindowContract>[] = [];
  const server = { served, up: true };
  const call = async (name: string) => (name === 'model.list' ? new Promise(() => undefined) : []);
  const engine = { call, start: () => ({ result: new Promise(() => undefined), cancel: () => undefined }) };
  const open = async () => {
    if (!server.up) throw new Error('down');
    const [far, near] = memoryPorts();
    served.push(
      serve(far, windowContract, createRelay(engine as unknown as EngineCaller, {} as HostHandlers)),
    );
    return near;
  };
  return { server, open };
}

it('goes on over a new connection, rejecting only what was under way', async () => {
  const { server, open } = createServer();
  const client = await createReconnectingClient(open, [0]);
  const states: string[] = [];
  client.on('engine.state', ({ state }) => states.push(state));
  const lost = expect(client.call('model.list', {})).rejects.toMatchObject({ code: 'connection-lost' });
  await client.call('folder.list', {});
  server.served[0]?.close();
  await lost;
  await expect(client.call('folder.list', {})).resolves.toEqual([]);
  expect(states).toEqual(['restarting', 'ready']);
  server.served[1]?.notify('engine.state', { state: 'failed', reason: 'as told' });
  await vi.waitFor(() => {
    expect(states).toEqual(['restarting', 'ready', 'failed']);
  });
});

it('says so when the server stays away, and tries again when asked', async () => {
  const { server, open } = createServer();
  const client = await createReconnectingClient(open, [0, 0]);
  const states: string[] = [];
  client.on('engine.state', ({ state }) => states.push(state));
  server.up = false;
  server.served[0]?.close();
  await vi.waitFor(() => {
    expect(states).toEqual(['restarting', 'unreachable']);
  });
  await expect(client.call('folder.list', {})).rejects.toMatchObject({ code: 'connection-lost' });
  client.reconnect?.();
  await vi.waitFor(() => {
    expect(states).toEqual(['restarting', 'unreachable', 'restarting', 'unreachable']);
  });
  server.up = true;
  client.reconnect?.();
  await expect(client.call('folder.list', {})).resolves.toEqual([]);
  expect(states.slice(4)).toEqual(['restarting', 'ready']);
  client.reconnect?.();
  expect(server.served).toHaveLength(2);
});

it('cancels a job that still waits for a connection', async () => {
  const { server, open } = createServer();
  const client = await createReconnectingClient(open, [60_000]);
  const restarting = new Promise((resolve) => client.on('engine.state', resolve));
  server.served[0]?.close();
  await restarting;
  const job = client.start('folder.scan', { folder: 'f' }, vi.fn());
  job.cancel();
  await expect(job.result).rejects.toMatchObject({ code: 'cancelled' });
});

it('does not come about when the first connection does not', async () => {
  const { server, open } = createServer();
  server.up = false;
  await expect(createReconnectingClient(open, [0])).rejects.toThrow('down');
});
