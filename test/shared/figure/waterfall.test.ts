import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { waterfallColumns, type Waterfall } from '../../../shared/figure/waterfall.ts';

/** Four channels; base 1, all weights together 2.5, so that F(A) is 3.5. */
const whole: Waterfall = {
  channels: [0, 1],
  alpha: Float32Array.of(2, -1, 0.5, 1),
  absent: new Set(),
  base: 1,
  value: 3.5,
  affine: false,
};

const told = (waterfall: Waterfall) =>
  waterfallColumns(waterfall).map(({ label, from, to, absent }) => [label, from, to, absent]);

describe('waterfallColumns', () => {
  test('goes from F(0) by the channels shown and the rest as one to F(A)', () => {
    expect(told(whole)).toEqual([
      ['F(0)', 1, 1, false],
      ['0', 1, 3, false],
      ['1', 3, 2, false],
      ['rest', 2, 3.5, false],
      ['F(A)', 3.5, 3.5, false],
    ]);
  });

  test('has no rest where every channel is shown', () => {
    const labels = waterfallColumns({ ...whole, channels: [0, 1, 2, 3] }).map(({ label }) => label);
    expect(labels).toEqual(['F(0)', '0', '1', '2', '3', 'F(A)']);
  });

  test('a switched-off channel stands where it would and moves nothing, shown or not', () => {
    expect(told({ ...whole, absent: new Set([0, 2]), value: 1.2 })).toEqual([
      ['F(0)', 1, 1, false],
      ['0', 1, 3, true],
      ['1', 1, 0, false],
      ['rest', 0, 1, false],
      ['diff.', 1, 1.2, false],
      ['v(S)', 1.2, 1.2, false],
    ]);
  });

  test('a residual that can be seen has a column of its own', () => {
    expect(told({ ...whole, value: 3.4 }).slice(-2)).toEqual([
      ['resid.', 3.5, 3.4, false],
      ['F(A)', 3.4, 3.4, false],
    ]);
    expect(told({ ...whole, value: 3.501 }).map(([label]) => label)).not.toContain('resid.');
  });

  test('of an affine head no difference is left out but the one that is none', () => {
    const affine = { ...whole, affine: true, absent: new Set([0]), value: 1.5 };
    expect(told(affine).map(([label]) => label)).toEqual(['F(0)', '0', '1', 'rest', 'v(S)']);
  });

  test('keeps its columns while v(S) is being computed', () => {
    const absent = new Set([0]);
    const labels = (value: number | null) => told({ ...whole, absent, value }).map(([label]) => label);
    expect(labels(null)).toEqual(labels(1.9));
    expect(told({ ...whole, absent, value: null }).at(-1)).toEqual(['v(S)', NaN, NaN, false]);
  });

  test('each present column starts where the one before ends, whatever is shown and switched off', () => {
    const weights = fc.array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(weights, fc.nat(12), fc.uniqueArray(fc.nat(11)), (list, shown, off) => {
        const alpha = Float32Array.from(list);
        const channels = Array.from(alpha.keys()).slice(0, shown);
        const absent = new Set(off.filter((channel) => channel < alpha.length));
        let sum = -0.5;
        alpha.forEach((weight, channel) => (sum += absent.has(channel) ? 0 : weight));
        const columns = waterfallColumns({ channels, alpha, absent, base: -0.5, value: sum, affine: true });
        let level = -0.5;
        for (const column of columns) {
          expect(column.from).toBeCloseTo(level, 5);
          if (!column.absent) level = column.to;
        }
        expect(level).toBeCloseTo(sum, 5);
      }),
    );
  });
});
