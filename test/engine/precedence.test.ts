import { expect, test } from 'vitest';
import { Precedence } from '../../main/engine/precedence.ts';

const never = (): AbortSignal => new AbortController().signal;
const tick = () => new Promise((resolve) => setImmediate(resolve));

/** Work that ends when the test says so. */
function held(): { work: () => Promise<void>; end: () => void } {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  return { work: () => ended, end: () => end() };
}

/** Notes when giving way is over. */
function waitFor(precedence: Precedence, signal = never()): { over: boolean; done: Promise<void> } {
  const waiting = { over: false, done: Promise.resolve() };
  waiting.done = precedence.giveWay(signal).then(() => {
    waiting.over = true;
  });
  return waiting;
}

test('without urgent work it goes on, after what was said meanwhile is heard', async () => {
  const said: string[] = [];
  setImmediate(() => said.push('heard'));
  await new Precedence().giveWay(never());
  expect(said).toEqual(['heard']);
});

test('waits until the last urgent work is done, that which came meanwhile too', async () => {
  const precedence = new Precedence();
  const [first, second] = [held(), held()];
  void precedence.urgent(first.work);
  const waiting = waitFor(precedence);
  await tick();
  void precedence.urgent(second.work);
  first.end();
  await tick();
  await tick();
  expect(waiting.over).toBe(false);
  second.end();
  await waiting.done;
});

test('urgent work that fails lets the others go on', async () => {
  const precedence = new Precedence();
  const waiting = waitFor(precedence);
  await expect(precedence.urgent(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await waiting.done;
});

test('is not held up once it is cancelled', async () => {
  const precedence = new Precedence();
  void precedence.urgent(held().work);
  const cancel = new AbortController();
  const waiting = waitFor(precedence, cancel.signal);
  await tick();
  expect(waiting.over).toBe(false);
  cancel.abort();
  await waiting.done;
});
