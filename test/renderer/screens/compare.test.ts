import { expect, test } from 'vitest';
import { cellRange, commonEnds } from '../../../renderer/screens/compare/cellRange.ts';
import { cellRemedies } from '../../../renderer/screens/compare/cellRemedies.ts';
import { cosineLine, metricLine } from '../../../renderer/screens/compare/cellWords.ts';
import { explanation } from '../support/explanation.ts';

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
  expect(cosineLine(0.5, true, '400 permutations')).toMatchObject({
    name: 'cos',
    value: '0.500',
    note: expect.stringMatching(/400 permutations$/),
  });
  expect(cosineLine(null, false, null)).toMatchObject({
    value: '–',
    note: expect.stringMatching(/no weights/),
  });
  expect(metricLine(METRIC, undefined, undefined, true, true).value).toBe('…');
  expect(metricLine(METRIC, undefined, undefined, false, true).value).toBe('–');
  const none = { value: null, parts: {}, protocol: { clamp: true }, note: 'Why not.' };
  expect(metricLine(METRIC, none, undefined, false, true)).toEqual({
    name: 'AD %',
    value: '–',
    note: 'Average drop\nWhy not.\nclamp: true',
    reason: 'Why not.',
  });
  const refused = { code: 'value-not-finite', message: 'Not a number.' } as const;
  expect(metricLine(METRIC, undefined, refused, false, true)).toEqual({
    name: 'AD %',
    value: 'failed',
    note: 'Average drop\nNot a number.',
    reason: 'Not a number.',
    failed: true,
  });
});

test('a number of a cell that draws no map says so', () => {
  const measured = { value: 12.5, parts: {}, protocol: {}, note: null };
  expect(metricLine(METRIC, measured, undefined, false, true).value).toBe('12.5');
  const line = metricLine(METRIC, measured, undefined, false, false);
  expect(line.value).toBe('12.5, no map');
  expect(line.reason).toMatch(/of a map that says nothing/);
  // The residual is of the weights: it needs no map.
  const residual = { ...METRIC, id: 'completeness' };
  expect(metricLine(residual, measured, undefined, false, false).value).toBe('12.5');
});

test('a cell without a map offers what may help there', () => {
  const failed = { error: { code: 'input-invalid', message: 'CAM needs …' } as const, explanation: null };
  const labels = (
    cell: Parameters<typeof cellRemedies>[0],
    layer: string,
    byDefault: string,
    signed: boolean,
  ) => cellRemedies(cell, layer, byDefault, signed, () => undefined).map(({ label }) => label);
  expect(labels(failed, 'add_6', 'relu_9', false)).toEqual(['Compare at relu_9', 'Try again']);
  expect(labels(failed, 'relu_9', 'relu_9', false)).toEqual(['Try again']);
  const lost = { error: { code: 'provider-failed', message: 'Lost.' }, explanation: null } as const;
  expect(labels(lost, 'relu_9', 'relu_9', false)).toEqual(['Go on on the processor']);
  const against = { error: null, explanation: explanation({ map: map(-1, -2) }) };
  expect(labels(against, 'relu_9', 'relu_9', false)).toEqual(['Show signed maps']);
  expect(labels(against, 'add_6', 'relu_9', true)).toEqual(['Compare at relu_9']);
});
