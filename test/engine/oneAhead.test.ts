import { describe, expect, it } from 'vitest';
import { oneAhead } from '../../main/engine/oneAhead.ts';

describe('work one ahead', () => {
  async function* numbers(count: number, closed: () => void = () => undefined) {
    try {
      for (let at = 0; at < count; at += 1) yield await Promise.resolve(at);
    } finally {
      closed();
    }
  }
  const settle = () => new Promise((resolve) => setTimeout(resolve));

  it('keeps the order and never begins more than the next', async () => {
    const begun: number[] = [];
    const begin = (item: number) => {
      begun.push(item);
      return Promise.resolve(item * 10);
    };
    const results: number[] = [];
    for await (const { item, result } of oneAhead(numbers(5), begin)) {
      await settle();
      expect(begun).toEqual([...Array(Math.min(item + 2, 5)).keys()]);
      results.push(await result);
    }
    expect(results).toEqual([0, 10, 20, 30, 40]);
  });

  it('leaves a failure with its item', async () => {
    const begin = (item: number) => (item === 1 ? Promise.reject(new Error('one')) : Promise.resolve(item));
    const outcomes: unknown[] = [];
    for await (const { result } of oneAhead(numbers(3), begin))
      outcomes.push(await result.catch((error: unknown) => (error as Error).message));
    expect(outcomes).toEqual([0, 'one', 2]);
  });

  it('closes the source when the loop ends early', async () => {
    let closed = false;
    const source = numbers(5, () => (closed = true));
    for await (const { item } of oneAhead(source, (each) => Promise.resolve(each))) if (item === 1) break;
    expect(closed).toBe(true);
  });
});
