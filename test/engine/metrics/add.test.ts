import { afterAll, expect, test } from 'vitest';
import { goldenCase, mapOf, measure, MetricSubjects } from '../../support/metricSubjects.ts';

const subjects = new MetricSubjects();
afterAll(() => subjects.release());

/** A subject whose three probabilities of two classes are given. */
async function subjectWith(...given: number[]) {
  const own = await subjects.subject(goldenCase('vgg-mini.last.i0.c1.ts13'));
  const classify = () => Promise.resolve(given.map((p) => Float32Array.of(0, Math.log(p) - Math.log(1 - p))));
  return { ...own, classIndex: 1, classify };
}

test('drops are in percent of the probability there was; a rise is clamped where it says so', async () => {
  const fall = await subjectWith(0.8, 0.6, 0.2);
  expect((await measure('ad', fall)).value).toBeCloseTo(25, 4);
  expect((await measure('add', fall)).value).toBeCloseTo(75, 4);
  expect((await measure('ic', fall)).value).toBe(0);
  const rise = await subjectWith(0.5, 0.6, 0.75);
  expect((await measure('ad', rise)).value).toBe(0);
  expect((await measure('ic', rise)).value).toBe(100);
  const add = await measure('add', rise);
  expect(add.value).toBeCloseTo(-50, 4);
  expect(add.protocol.clamp).toBe(false);
  const clamped = await measure('add', rise, { clamp: true });
  expect(clamped.value).toBe(0);
  expect(clamped.protocol.clamp).toBe(true);
});

test.each([
  [0, /zero everywhere/],
  [0.5, /same value everywhere/],
])('a map that is %d everywhere is owned up to', async (everywhere, note) => {
  const own = await subjectWith(0.8, 0.6, 0.2);
  const flat = { ...own, map: mapOf(new Float32Array(16).fill(everywhere), 4, 4) };
  for (const id of ['ic', 'ad', 'add']) {
    expect((await measure(id, own)).note).toBeNull();
    const measured = await measure(id, flat);
    expect(measured.value).not.toBeNull();
    expect(measured.note).toMatch(note);
  }
});

test('what has no probability cannot drop', async () => {
  const none = await subjectWith(0, 0.1, 0.1);
  for (const id of ['ad', 'add', 'adcc']) {
    const { value, note } = await measure(id, none);
    expect(value).toBeNull();
    expect(note).toMatch(/probability of the class is 0/);
  }
});
