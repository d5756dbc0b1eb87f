import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { superviseEngine, type EngineHost, type EngineState } from '../../../main/hosts/engineHost.ts';
import { forkEngine } from '../../../main/hosts/forkEngine.ts';
import { createProbeRoot } from '../../support/probeRoot.ts';

const options = { bundledModel: '', samples: '', provider: 'cpu', version: '0' } as const;

describe('supervised engine process', () => {
  let probe: Awaited<ReturnType<typeof createProbeRoot>>;
  let host: EngineHost;
  let states: EngineState[];

  beforeAll(async () => {
    probe = await createProbeRoot();
  });
  afterAll(() => probe.remove());
  afterEach(() => {
    host.stop();
    vi.unstubAllEnvs();
  });

  function supervise(): void {
    states = [];
    host = superviseEngine(
      () => forkEngine(join(probe.root, 'build/main/engineProcess.cjs'), options),
      (state) => states.push(state),
      { pauses: [0, 0], stuckMilliseconds: 300 },
    );
  }
  const processId = async () => Number((await host.call('engine.info', {})).version);

  it('runs the engine elsewhere, with full float32 products', async () => {
    supervise();
    expect(await processId()).not.toBe(process.pid);
    expect((await host.call('engine.info', {})).runtime).toBe('0');
  });

  it.each(['SIGKILL', 'SIGSEGV'] as const)(
    'goes on after %s, with the folders under their ids',
    async (signal) => {
      supervise();
      await host.call('folder.add', { path: 'first' });
      await host.call('folder.add', { path: 'second' });
      const before = await host.call('folder.list', {});
      const pending = expect(host.call('model.open', { ref: 'hangs' })).rejects.toMatchObject({
        code: 'engine-restarted',
      });
      const old = await processId();
      process.kill(old, signal);
      await pending;
      expect(await host.call('folder.list', {})).toEqual(before);
      expect(await processId()).not.toBe(old);
      expect(states.map(({ state }) => state)).toEqual(['ready', 'restarting', 'ready']);
      expect(states[1]?.reason).toContain(signal);
    },
  );

  it('starts the next process on the provider that is asked for, and all after it', async () => {
    const asked: (string | undefined)[] = [];
    host = superviseEngine(
      (provider) => {
        asked.push(provider);
        return forkEngine(join(probe.root, 'build/main/engineProcess.cjs'), options);
      },
      () => undefined,
      { pauses: [0, 0] },
    );
    await processId();
    await host.restart('cpu');
    await host.restart();
    expect(asked).toEqual([undefined, 'cpu', 'cpu']);
  });

  it('ends a process that no longer listens, when asked to restart', async () => {
    supervise();
    const old = await processId();
    const blocked = expect(host.call('model.open', { ref: 'block' })).rejects.toMatchObject({
      code: 'engine-restarted',
    });
    await host.restart();
    await blocked;
    expect(await processId()).not.toBe(old);
  });

  it('ends a run that goes on after its job was cancelled, and leaves one alone that ends', async () => {
    supervise();
    const old = await processId();
    const scan = (folder: string) => host.start('folder.scan', { folder }, () => undefined);
    const quick = scan('quick');
    quick.cancel();
    await expect(quick.result).rejects.toMatchObject({ code: 'cancelled' });
    expect(await processId()).toBe(old);
    const blocked = scan('block');
    setTimeout(() => blocked.cancel(), 50);
    await expect(blocked.result).rejects.toMatchObject({ code: 'cancelled' });
    await vi.waitFor(async () => expect(await processId()).not.toBe(old), 10_000);
    expect(states[1]?.reason).toContain('did not end when it was cancelled');
  });

  it('ends a call that goes on after it was cancelled', async () => {
    supervise();
    const old = await processId();
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    await expect(host.call('model.open', { ref: 'block' }, stop.signal)).rejects.toMatchObject({
      code: 'cancelled',
    });
    await vi.waitFor(async () => expect(await processId()).not.toBe(old), 10_000);
  });

  it('gives up after quick deaths in a row, and tries again when asked', async () => {
    supervise();
    await processId();
    vi.stubEnv('PROBE_ENGINE', 'dies');
    await host.call('model.open', { ref: 'exit' }).catch(() => undefined);
    await expect(host.call('folder.list', {})).rejects.toMatchObject({
      message: expect.stringContaining('3 times'),
    });
    expect(states.map(({ state }) => state)).toEqual(['ready', 'restarting', 'restarting', 'failed']);
    vi.stubEnv('PROBE_ENGINE', '');
    await host.restart();
    await expect(host.call('folder.list', {})).resolves.toEqual([]);
  });

  it('does not start again an engine that says why it cannot', async () => {
    vi.stubEnv('PROBE_ENGINE', 'broken');
    supervise();
    await expect(host.call('folder.list', {})).rejects.toMatchObject({ message: 'The model is gone.' });
    expect(states).toEqual([{ state: 'failed', reason: 'The model is gone.' }]);
  });

  it('fails with words when the script is missing', async () => {
    states = [];
    host = superviseEngine(
      () => forkEngine(join(probe.root, 'nowhere.cjs'), options),
      (state) => states.push(state),
      { pauses: [] },
    );
    await expect(host.call('folder.list', {})).rejects.toMatchObject({
      message: expect.stringContaining('exit status 1'),
    });
  });

  it('does not keep what could not be added', async () => {
    supervise();
    await expect(host.call('folder.add', { path: 'missing' })).rejects.toMatchObject({
      code: 'folder-missing',
    });
    await host.call('folder.add', { path: 'there' });
    await host.restart();
    expect((await host.call('folder.list', {})).map(({ path }) => path)).toEqual(['there']);
  });

  it('rejects all work once it has been stopped', async () => {
    supervise();
    await processId();
    host.stop();
    await expect(host.call('folder.list', {})).rejects.toMatchObject({ code: 'engine-restarted' });
  });
});
