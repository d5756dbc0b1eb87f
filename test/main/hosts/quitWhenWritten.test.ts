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

/** An app that quits where nothing holds it back; as Electron's, it hears no other quit until it has told of one, promises included. */
class Quitting extends EventEmitter {
  gone = false;
  #telling = false;

  quit(): void {
    if (this.#telling) return;
    this.#telling = true;
    const event = { defaultPrevented: false, preventDefault: () => (event.defaultPrevented = true) };
    this.emit('will-quit', event);
    setTimeout(() => {
      this.#telling = false;
      this.gone ||= !event.defaultPrevented;
    });
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
  await vi.advanceTimersByTimeAsync(10);
  app.quit();
  await vi.advanceTimersByTimeAsync(1000);
  expect(app.gone).toBe(false);
  end();
  await vi.advanceTimersByTimeAsync(10);
  expect(app.gone).toBe(true);
});

it('quits where nothing is being written', async () => {
  const app = begin(Promise.resolve());
  app.quit();
  await vi.advanceTimersByTimeAsync(10);
  expect(app.gone).toBe(true);
});

it('does not wait for ever for a disk that does not answer', async () => {
  const app = begin(new Promise<void>(() => undefined));
  app.quit();
  await vi.advanceTimersByTimeAsync(1900);
  expect(app.gone).toBe(false);
  await vi.advanceTimersByTimeAsync(210);
  expect(app.gone).toBe(true);
});
