import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float32Number } from '../../../../main/hosts/terminal/explanationRecord.ts';
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

it('reads lists with commas: each entry once, in order', () => {
  expect(parseList('png, json,png')).toEqual(['png', 'json']);
  expect(() => parseList(' ,')).toThrow(/at least one/);
});
