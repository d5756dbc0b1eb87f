import { expect, test } from 'vitest';
import {
  formatDuration,
  formatEstimate,
  formatNumber,
  formatPercent,
  formatTick,
} from '../../../shared/figure/format.ts';
import { axisTicks } from '../../../shared/figure/ticks.ts';

test.each([
  [0, '0'],
  [8.3124, '8.31'],
  [-0.4213, '−0.421'],
  [39.12, '39.1'],
  [1234.5, '1235'],
  [9.996, '10.0'],
  [0.001234, '0.00123'],
  [0.0001234, '1.23 × 10⁻⁴'],
  [-12345, '−1.23 × 10⁴'],
  [9999.6, '1.00 × 10⁴'],
  [2.1e-16, '2.10 × 10⁻¹⁶'],
  [-0, '0'],
  [NaN, 'not a number'],
  [-Infinity, '−∞'],
])('%d is written %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test('percent', () => {
  expect(formatPercent(0.3912)).toBe('39.1 %');
  expect(formatPercent(1)).toBe('100 %');
  expect(formatPercent(1e-7)).toBe('< 0.01 %');
  expect(formatPercent(0)).toBe('0 %');
});

test('ticks drop zeros that say nothing', () => {
  expect([0.5, -1, 20, 100, 1.25, 2e4, 0.1 + 0.2].map(formatTick)).toEqual([
    '0.5',
    '−1',
    '20',
    '100',
    '1.25',
    '2 × 10⁴',
    '0.3',
  ]);
});

test('axis ticks are round and inside', () => {
  expect(axisTicks(0, 27.6, 4)).toEqual([0, 10, 20]);
  expect(axisTicks(-1, 1, 4)).toEqual([-1, -0.5, 0, 0.5, 1]);
  expect(axisTicks(3, 3, 4)).toEqual([3]);
});

test.each([
  [0.2, '< 1 ms'],
  [41.6, '42 ms'],
  [3100, '3 s'],
  [89_000, '89 s'],
  [720_000, '12 min'],
  [7_300_000, '2 h'],
])('%d milliseconds are %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});

test('an estimate says that it is one', () => {
  expect([0.4, 3100].map(formatEstimate)).toEqual(['under 1 ms', 'about 3 s']);
});
