import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { quitWhenWritten } from '../../../main/hosts/quitWhenWritten.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** An app that quits where nothing holds it back, and asks again whenever it is told to quit. */
class Quitting extends EventEmitter {
  gone = false;

  quit(): void {
    const event = { defaultPrevented: false, preventDefault: () => (event.defaultPrevented = true) };
    this.emit('will-quit', event);
    this.gone ||= !event.defaultPrevented;
  }
}

function begin(...writers: Promise<void>[]): Quitting {
  const app = new Quitting();
  quitWhenWritten(
    app as unknown as App,
    writers.map((written) => ({ settled: () => written })),
  );
  return app;
}

it('quits once all is written, however often it is asked before', async () => {
  let end = (): void => undefined;
  const writing = new Promise<void>((resolve) => (end = resolve));
  const app = begin(Promise.resolve(), writing);
  app.quit();
  app.quit();
  await vi.advanceTimersByTimeAsync(1000);
  expect(app.gone).toBe(false);
  end();
  await vi.advanceTimersByTimeAsync(0);
  expect(app.gone).toBe(true);
});

it('does not wait for ever for a disk that does not answer', async () => {
  const app = begin(new Promise<void>(() => undefined));
  app.quit();
  await vi.advanceTimersByTimeAsync(1900);
  expect(app.gone).toBe(false);
  await vi.advanceTimersByTimeAsync(200);
  expect(app.gone).toBe(true);
});
