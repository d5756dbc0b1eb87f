import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Box, MetricSubject } from '../../../main/engine/metrics/metric.ts';
import { goldenCase, mapOf, measure, MetricSubjects } from '../../support/metricSubjects.ts';

const subjects = new MetricSubjects();
let subject: MetricSubject;
let side: number;
beforeAll(async () => {
  const own = await subjects.subject(goldenCase('vgg-mini.last.i0.c1.ts13'));
  side = own.classifier.input.width;
  // One row of ones at the top, after min-max.
  const values = Float32Array.from({ length: side * side }, (_, at) => (at < side ? 2 : 0));
  subject = { ...own, map: mapOf(values, side, side) };
});
afterAll(() => subjects.release());

const share = async (...boxes: Box[]) => (await measure('pointing-game', { ...subject, boxes })).value;

test('is the share of the map inside the union of the boxes', async () => {
  const half = { left: 0, top: 0, right: side / 2, bottom: 4 };
  const quarter = { left: side / 4, top: 0, right: (3 * side) / 4, bottom: 1 };
  expect(await share(half)).toBeCloseTo(0.5, 12);
  expect(await share(half, quarter)).toBeCloseTo(0.75, 12);
  expect(await share({ left: 0, top: 1, right: side, bottom: side })).toBe(0);
  expect(await share({ left: 0, top: 0.6, right: side, bottom: side })).toBe(0);
  expect(await share({ left: 0, top: 0.4, right: side, bottom: side })).toBe(1);
});

test('is not defined without a box that the model saw, or for a map of zeros, and says so', async () => {
  const all = [{ left: 0, top: 0, right: side, bottom: side }];
  const zeros = mapOf(new Float32Array(side * side), side, side);
  const outside = [{ left: -9, top: 0, right: -1, bottom: side }];
  for (const [changed, why] of [
    [{ boxes: null }, /No boxes/],
    [{ boxes: [] }, /no box of the class/],
    [{ boxes: outside }, /outside/],
    [{ boxes: all, map: zeros }, /zero everywhere/],
  ] as const) {
    const { value, note } = await measure('pointing-game', { ...subject, ...changed });
    expect(value).toBeNull();
    expect(note).toMatch(why);
  }
});
