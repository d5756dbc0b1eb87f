import { expect, test } from 'vitest';
import { cellRange, commonEnds } from '../../../renderer/screens/compare/cellRange.ts';
import { cosineLine, metricLine } from '../../../renderer/screens/compare/cellWords.ts';

const map = (...values: number[]) => {
  const signed = Float32Array.from(values);
  return { height: 1, width: values.length, signed, relu: signed.map((value) => Math.max(0, value)) };
};
const METRIC = {
  id: 'ad',
  title: 'Average drop',
  short: 'AD %',
  summary: '',
  paper: { title: '', url: '' },
  better: 'lower' as const,
  needs: [],
  params: { type: 'object' as const, properties: {} },
};

test('one range holds every map that may be drawn, and no other', () => {
  const ends = commonEnds([map(1, 3), map(-1, 2), map(9, 9), map(-4, -4)], false);
  expect(ends).toEqual({ low: 0, high: 3 });
  expect(cellRange(map(1, 2), false, ends)).toMatchObject({ low: 0, high: 3, quality: { kind: 'ok' } });
  expect(cellRange(map(9, 9), false, ends).quality.kind).toBe('flat');
  expect(cellRange(map(-1, -2), false, ends).quality.kind).toBe('empty');
  expect(cellRange(map(1, 2), false, null)).toMatchObject({ low: 1, high: 2 });
  expect(commonEnds([map(0, 0)], false)).toBeNull();
});

test('lines say the number, or that there is none, and why', () => {
  expect(cosineLine(0.5, true)).toMatchObject({ name: 'cos', value: '0.500' });
  expect(cosineLine(null, false)).toMatchObject({ value: '–', note: expect.stringMatching(/no weights/) });
  expect(metricLine(METRIC, undefined, true).value).toBe('…');
  expect(metricLine(METRIC, undefined, false).value).toBe('–');
  const none = { value: null, parts: {}, protocol: { clamp: true }, note: 'Why not.' };
  expect(metricLine(METRIC, none, false)).toEqual({
    name: 'AD %',
    value: '–',
    note: 'Average drop\nWhy not.\nclamp: true',
  });
});
