import { expect, it, vi } from 'vitest';
import { memoryPorts } from '../../../main/rpc/ports/memory.ts';
import { createRelay, type EngineCaller } from '../../../main/rpc/relay.ts';
import { serve } from '../../../main/rpc/serve.ts';
import { privilegedCalls } from '../../../shared/api.ts';
import type { HostHandlers } from '../../../shared/job.ts';
import { createClient } from '../../../shared/rpc/client.ts';
import { windowContract } from '../../../shared/rpc/contract.ts';

function openWindow(engine: EngineCaller) {
  const [server, window] = memoryPorts();
  const host = { 'host.restartEngine': async () => ({}) } as Partial<HostHandlers> as HostHandlers;
  serve(server, windowContract, createRelay(engine, host));
  return createClient(window, windowContract);
}

it('passes engine calls on and answers host calls itself', async () => {
  const call = vi.fn(async () => [{ id: 'f', name: 'samples', path: 'somewhere' }]);
  const client = openWindow({ call, start: vi.fn() } as unknown as EngineCaller);
  await expect(client.call('folder.list', {})).resolves.toEqual([
    { id: 'f', name: 'samples', path: 'somewhere' },
  ]);
  await expect(client.call('host.restartEngine', {})).resolves.toEqual({});
  expect(call.mock.calls).toEqual([['folder.list', {}, undefined]]);
});

it.each(Object.keys(privilegedCalls))('never lets %s through from a window', async (name) => {
  const call = vi.fn();
  const client = openWindow({ call, start: vi.fn() });
  await expect(client.call(name as never, { path: '/' } as never)).rejects.toMatchObject({
    code: 'input-invalid',
  });
  expect(call).not.toHaveBeenCalled();
});

it('hands a call on and cancels it with the window’s', async () => {
  const heard: AbortSignal[] = [];
  const call = vi.fn((_name: string, _input: unknown, signal: AbortSignal) => {
    heard.push(signal);
    return new Promise(() => undefined);
  });
  const client = openWindow({ call, start: vi.fn() } as unknown as EngineCaller);
  const stop = new AbortController();
  const rejected = expect(client.call('model.open', { ref: 'm' }, stop.signal)).rejects.toMatchObject({
    code: 'cancelled',
  });
  await vi.waitFor(() => {
    expect(heard).toHaveLength(1);
  });
  stop.abort();
  await rejected;
  await vi.waitFor(() => {
    expect(heard[0]?.aborted).toBe(true);
  });
});

it('hands a job on and cancels it with the window’s', async () => {
  const cancel = vi.fn();
  let end: (error: Error) => void = () => undefined;
  const start = vi.fn((_name: string, _input: unknown, emit: (event: unknown) => unknown) => {
    emit({ images: [] });
    const result = new Promise((_, reject) => {
      end = reject;
    });
    return {
      result,
      cancel: cancel.mockImplementation(() => {
        end(new Error('stopped'));
      }),
    };
  });
  const client = openWindow({ call: vi.fn(), start } as unknown as EngineCaller);
  const onEvent = vi.fn();
  const job = client.start('folder.scan', { folder: 'f' }, onEvent);
  await vi.waitFor(() => {
    expect(onEvent).toHaveBeenCalledWith({ images: [] });
  });
  job.cancel();
  await expect(job.result).rejects.toMatchObject({ code: 'cancelled' });
  await vi.waitFor(() => {
    expect(cancel).toHaveBeenCalledOnce();
  });
});
