import { describe, expect, it } from 'vitest';
import { BoundedQueue } from '../../../renderer/state/boundedQueue.ts';

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

function task(begun: string[], key: string) {
  let finish: () => void = () => {};
  const run = () => {
    begun.push(key);
    return new Promise<void>((resolve) => (finish = resolve));
  };
  return { run, finish: () => finish() };
}

describe('BoundedQueue', () => {
  it('runs no more than its limit, then the newest, and skips what was withdrawn', async () => {
    const begun: string[] = [];
    const queue = new BoundedQueue(2);
    const tasks = ['a', 'b', 'c', 'd', 'e'].map((key) => ({ key, ...task(begun, key) }));
    for (const { key, run } of tasks) queue.push(key, run);
    expect(begun).toEqual(['a', 'b']);
    queue.withdraw('d');
    tasks[0]?.finish();
    await settle();
    expect(begun).toEqual(['a', 'b', 'e']);
    tasks[1]?.finish();
    await settle();
    expect(begun).toEqual(['a', 'b', 'e', 'c']);
  });
});
