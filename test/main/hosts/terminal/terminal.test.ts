import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float32Number } from '../../../../main/hosts/terminal/explanationRecord.ts';
import { oneAhead } from '../../../../main/hosts/terminal/oneAhead.ts';
import { parseList } from '../../../../main/hosts/terminal/options.ts';

describe('a float32 in JSON', () => {
  it('reads back as the same float32', () => {
    const finite = fc.float({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(finite, (value) => {
        expect(Math.fround(Number(JSON.stringify(float32Number(value))))).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  it('has no digits beyond those that say something', () => {
    expect(float32Number(Math.fround(0.1))).toBe(0.1);
    expect(float32Number(16777216)).toBe(16777216);
  });

  it.each([NaN, Infinity, -Infinity])('is never %d', (value) => {
    expect(() => float32Number(value)).toThrow(/holds/);
  });
});

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

it('reads lists with commas: each entry once, in order', () => {
  expect(parseList('png, json,png')).toEqual(['png', 'json']);
  expect(() => parseList(' ,')).toThrow(/at least one/);
});
