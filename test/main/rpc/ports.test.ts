import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EVENTS_UNDER_WAY, serve, type Serving } from '../../../main/rpc/serve.ts';
import { createClient, type ContractClient } from '../../../shared/rpc/client.ts';
import { createProbeService, probeContract, type ProbeLog } from '../../support/contracts.ts';
import { portPairs, type PortPair } from '../../support/ports.ts';

describe.each(Object.entries(portPairs))('contract over %s', (_kind, open) => {
  let pair: PortPair;
  let log: ProbeLog;
  let serving: Serving<typeof probeContract>;
  let client: ContractClient<typeof probeContract>;

  beforeEach(async () => {
    pair = await open();
    log = { called: [], sent: 0, stopped: 0 };
    serving = serve(pair.server, probeContract, createProbeService(log));
    client = createClient(pair.client, probeContract);
  });
  afterEach(() => pair.dispose());

  it('carries float values and dims unchanged', async () => {
    const data = Float32Array.of(0.1, -0, 3.4028235e38, 1e-45, NaN, -Infinity);
    const scaled = await client.call('scale', { tensor: { dims: [2, 3], data }, factor: 1 });
    expect(scaled.dims).toEqual([2, 3]);
    expect(scaled.data).toBeInstanceOf(Float32Array);
    expect(new Uint32Array(scaled.data.buffer, scaled.data.byteOffset, 6)).toEqual(
      new Uint32Array(data.buffer),
    );
  });

  it('carries a view on a larger buffer as the view alone', async () => {
    const data = Float32Array.of(9, 1, 2, 9).subarray(1, 3);
    const scaled = await client.call('scale', { tensor: { dims: [2], data }, factor: 2 });
    expect(Array.from(scaled.data)).toEqual([2, 4]);
  });

  it('carries 5 MB in either direction', async () => {
    const data = Float32Array.from({ length: 1_250_000 }, (_, index) => index);
    const scaled = await client.call('scale', { tensor: { dims: [1_250_000], data }, factor: -1 });
    expect(scaled.data.length).toBe(1_250_000);
    expect(scaled.data[1_249_999]).toBe(-1_249_999);
    const bytes = await client.call('bytes', { count: 5_000_000 });
    expect([bytes.length, bytes[4_999_999]]).toEqual([5_000_000, 4_999_999 % 251]);
  });

  it('leaves an optional field that is undefined out', async () => {
    await expect(client.call('optional', { layer: undefined })).resolves.toBe(true);
  });

  it('keeps the code of an error and one line of a foreign one', async () => {
    await expect(client.call('fail', { code: 'model-unreadable' })).rejects.toMatchObject({
      name: 'WorkbenchError',
      code: 'model-unreadable',
      message: 'No such model.',
    });
    await expect(client.call('fail', { code: 'internal' })).rejects.toMatchObject({
      code: 'internal',
      message: 'first line',
    });
  });

  it('refuses an input that breaks its schema, naming the place, before the handler', async () => {
    const wrong = { tensor: { dims: [2], data: [1, 2] }, factor: 1 };
    await expect(client.call('scale', wrong as never)).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringMatching(/^scale, at tensor\.data: /),
    });
    await expect(client.start('count', { to: 'three' } as never, vi.fn()).result).rejects.toMatchObject({
      code: 'input-invalid',
    });
    expect(log.called).toEqual([]);
  });

  it('refuses names outside the contract, inherited ones too', async () => {
    for (const name of ['nothing', 'constructor', '__proto__', 'toString']) {
      await expect(client.call(name as never, {} as never)).rejects.toMatchObject({ code: 'input-invalid' });
      await expect(client.start(name as never, {} as never, vi.fn()).result).rejects.toMatchObject({
        code: 'input-invalid',
      });
    }
  });

  it('refuses an answer that breaks the contract', async () => {
    await expect(client.call('lie', {})).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringMatching(/^Answer to lie: /),
    });
  });

  it('delivers every event in order, and before the result', async () => {
    const events: number[] = [];
    const result = await client.start('count', { to: 100 }, (event) => events.push(event)).result;
    expect(result).toEqual({ sent: 100 });
    expect(events).toEqual(Array.from({ length: 100 }, (_, index) => index));
  });

  it('holds a job back while its receiver is busy', async () => {
    const release: (() => void)[] = [];
    const job = client.start(
      'count',
      { to: 100 },
      () => new Promise<void>((resolve) => release.push(resolve)),
    );
    await vi.waitFor(() => {
      expect(release.length).toBe(EVENTS_UNDER_WAY);
    });
    for (let round = 0; round < 20; round += 1) await client.call('optional', {});
    expect(release.length).toBe(EVENTS_UNDER_WAY);
    expect(log.sent).toBe(EVENTS_UNDER_WAY - 1);
    job.cancel();
    await expect(job.result).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('cancels: the result rejects at once, the job stops, later events are dropped', async () => {
    const events: number[] = [];
    const job = client.start('endless', {}, (event) => events.push(event));
    await vi.waitFor(() => {
      expect(events.length).toBeGreaterThan(3);
    });
    job.cancel();
    const seen = events.length;
    await expect(job.result).rejects.toMatchObject({ code: 'cancelled' });
    await vi.waitFor(() => {
      expect(log.stopped).toBe(1);
    });
    await client.call('optional', {});
    expect(events.length).toBe(seen);
  });

  it('cancels a call: it rejects at once, and what answers it hears of it', async () => {
    const stop = new AbortController();
    const rejected = expect(client.call('never', {}, stop.signal)).rejects.toMatchObject({
      code: 'cancelled',
    });
    await client.call('optional', {});
    stop.abort();
    await rejected;
    await vi.waitFor(() => {
      expect(log.stopped).toBe(1);
    });
    await expect(client.call('scale', {} as never, stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
    expect(log.called).toEqual([]);
  });

  it('answers a call that could have been cancelled', async () => {
    await expect(client.call('optional', {}, new AbortController().signal)).resolves.toBe(true);
  });

  it('ends a job whose listener throws, with the reason', async () => {
    const job = client.start('endless', {}, () => {
      throw new Error('listener broke');
    });
    await expect(job.result).rejects.toMatchObject({ code: 'internal', message: 'listener broke' });
    await vi.waitFor(() => {
      expect(log.stopped).toBe(1);
    });
  });

  it('tells notices until the listener leaves', async () => {
    const heard: string[] = [];
    const leave = client.on('hello', ({ name }) => heard.push(name));
    serving.notify('hello', { name: 'first' });
    await client.call('optional', {});
    leave();
    serving.notify('hello', { name: 'second' });
    await client.call('optional', {});
    expect(heard).toEqual(['first']);
  });

  it('rejects pending and later work when the server closes, and stops its jobs', async () => {
    const call = client.call('never', {});
    const job = client.start('endless', {}, vi.fn());
    const settled = Promise.allSettled([call, job.result]);
    await client.call('optional', {});
    serving.close();
    for (const end of await settled) {
      expect(end).toMatchObject({
        status: 'rejected',
        reason: { name: 'WorkbenchError', code: 'connection-lost' },
      });
    }
    await client.closed;
    await expect(client.call('optional', {})).rejects.toMatchObject({ code: 'connection-lost' });
    await vi.waitFor(() => {
      expect(log.stopped).toBe(1);
    });
  });

  it('stops jobs when the client closes', async () => {
    const job = client.start('endless', {}, vi.fn());
    const rejected = expect(job.result).rejects.toMatchObject({ code: 'connection-lost' });
    await client.call('optional', {});
    client.close();
    await rejected;
    await vi.waitFor(() => {
      expect(log.stopped).toBe(1);
    });
  });

  it('survives messages of no known form', async () => {
    for (const message of [
      null,
      7,
      'text',
      [],
      {},
      { t: 'q' },
      { t: 'q', m: 'toString', a: [] },
      { t: 'x', i: 1 },
    ]) {
      pair.client.post(message);
    }
    await expect(client.call('optional', {})).resolves.toBe(true);
  });
});
