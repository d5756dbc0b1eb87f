import { afterAll, expect, test } from 'vitest';
import { weightedNodes } from '../../../main/engine/passes/randomWeights.ts';
import { goldenCase, measure, MetricSubjects } from '../../support/metricSubjects.ts';

const subjects = new MetricSubjects();
afterAll(() => subjects.release());
const golden = goldenCase('vgg-mini.last.i0.c1.ts13');

test('takes a map away from that of the trained model, layer by layer and from the top down', async () => {
  const subject = await subjects.subject(golden);
  const layers = weightedNodes(subject.classifier.model.graph).length;
  const { value, parts, protocol } = await measure('sanity-check', subject);
  const cascade = parts.cascadingSpearman as number[];
  expect(protocol).toMatchObject({ layers, stages: layers });
  expect(cascade).toHaveLength(layers);
  for (const name of ['cascadingSsim', 'independentSpearman', 'independentSsim'])
    expect(parts[name]).toHaveLength(cascade.length);
  expect((parts.independentSpearman as number[])[0]).toBe(cascade[0]);
  expect(value).toBeCloseTo(cascade.reduce((sum, each) => sum + each, 0) / cascade.length, 12);
  expect(Math.min(...cascade)).toBeLessThan(0.9);
});

test('in groups, each step randomises more of them', async () => {
  const { parts, protocol } = await measure('sanity-check', await subjects.subject(golden), { stages: 2 });
  expect(protocol).toMatchObject({ stages: 2 });
  const { parts: byLayer } = await measure('sanity-check', await subjects.subject(golden));
  // Both end with a network of which nothing is as it was.
  expect((parts.cascadingSpearman as number[]).at(-1)).toBe((byLayer.cascadingSpearman as number[]).at(-1));
});

test('finds out a map that does not look at the weights', async () => {
  const own = await subjects.subject(golden);
  const { value, parts } = await measure('sanity-check', { ...own, explain: () => Promise.resolve(own.map) });
  expect(value).toBeCloseTo(1, 12);
  for (const each of parts.independentSsim as number[]) expect(each).toBeCloseTo(1, 6);
});

test('repeats with its seed', async () => {
  const subject = await subjects.subject(golden);
  const first = await measure('sanity-check', subject, { seed: 5, stages: 2 });
  expect(await measure('sanity-check', subject, { seed: 5, stages: 2 })).toEqual(first);
  expect((await measure('sanity-check', subject, { seed: 6, stages: 2 })).value).not.toBe(first.value);
});
