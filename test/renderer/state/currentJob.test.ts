import { describe, expect, it } from 'vitest';
import { CurrentJob } from '../../../renderer/state/currentJob.ts';

function startable() {
  let emit: (event: number) => void = () => {};
  let finish: (result: string) => void = () => {};
  let fail: (error: Error) => void = () => {};
  const state = { cancelled: 0 };
  const result = new Promise<string>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
  const start = (onEvent: (event: number) => void) => {
    emit = onEvent;
    return {
      result,
      cancel: () => {
        state.cancelled++;
      },
    };
  };
  return {
    start,
    state,
    emit: (event: number) => emit(event),
    finish: (text: string) => finish(text),
    fail: (e: Error) => fail(e),
  };
}

describe('CurrentJob', () => {
  it('hands on events and the result', async () => {
    const job = startable();
    const seen: number[] = [];
    const done = new CurrentJob().run(job.start, (event) => seen.push(event));
    job.emit(1);
    job.emit(2);
    job.finish('done');
    expect(await done).toBe('done');
    expect(seen).toEqual([1, 2]);
  });

  it('cancels the older job and drops its late events and result', async () => {
    const current = new CurrentJob();
    const [older, newer] = [startable(), startable()];
    const seen: number[] = [];
    const first = current.run(older.start, (event) => seen.push(event));
    const second = current.run(newer.start, (event) => seen.push(event));
    older.emit(1);
    newer.emit(2);
    older.finish('old');
    newer.finish('new');
    expect(older.state.cancelled).toBe(1);
    expect(newer.state.cancelled).toBe(0);
    expect([await first, await second]).toEqual([null, 'new']);
    expect(seen).toEqual([2]);
  });

  it('a cancelled job that rejects is no failure, one that fails by itself is', async () => {
    const current = new CurrentJob();
    const [cancelled, broken] = [startable(), startable()];
    const first = current.run(cancelled.start, () => {});
    current.cancel();
    cancelled.fail(new Error('cancelled'));
    expect(await first).toBeNull();
    const second = current.run(broken.start, () => {});
    broken.fail(new Error('model missing'));
    await expect(second).rejects.toThrow('model missing');
  });
});
