import { afterAll, expect, test } from 'vitest';
import { harmonicMean } from '../../../main/engine/metrics/adcc.ts';
import { goldenCase, mapOf, measure, MetricSubjects } from '../../support/metricSubjects.ts';
import { references } from '../../support/metricReferences.ts';

const subjects = new MetricSubjects();
afterAll(() => subjects.release());

test.each(references.adcc)('$case has the parts and the mean that SciPy gives', async (reference) => {
  const { value, parts } = await measure('adcc', await subjects.subject(goldenCase(reference.case)));
  for (const name of ['coherency', 'complexity', 'averageDrop'] as const)
    expect(Math.abs((parts[name] as number) - reference[name])).toBeLessThan(1e-5);
  expect(Math.abs((value ?? NaN) - reference.value)).toBeLessThan(1e-5);
});

test('a constant map has no coherency, and so no score', async () => {
  const own = await subjects.subject(goldenCase((references.adcc[0] as { case: string }).case));
  const { value, parts, note } = await measure('adcc', { ...own, map: mapOf(new Float32Array(16), 4, 4) });
  expect({ value, coherency: parts.coherency }).toEqual({ value: 0, coherency: 0 });
  expect(note).toMatch(/constant/);
});

test('the harmonic mean is 0 as soon as one part is', () => {
  expect(harmonicMean([0.5, 1, 0.25])).toBeCloseTo(3 / 7, 12);
  expect(harmonicMean([1, 1, 1])).toBe(1);
  expect(harmonicMean([1, 0, 1])).toBe(0);
});
