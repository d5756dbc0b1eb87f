import { afterAll, expect, test } from 'vitest';
import { goldenCase, measure, MetricSubjects } from '../../support/metricSubjects.ts';

const subjects = new MetricSubjects();
afterAll(() => subjects.release());
const golden = goldenCase('vgg-mini.last.i0.c1.ts13');

test('is the size of the residual of methods that claim local accuracy', async () => {
  const { value, parts } = await measure('completeness', await subjects.subject(golden));
  expect(parts.difference).toBeCloseTo(golden.difference, 4);
  expect(value).toBe(Math.abs(parts.residual as number));
  expect(value).toBeLessThan(1e-3 * golden.difference);
  expect(parts.accurate).toBe(1);
});

test('is not defined for others', async () => {
  const { value, note } = await measure('completeness', await subjects.subject(golden, 'grad-cam'));
  expect(value).toBeNull();
  expect(note).toMatch(/does not claim/);
});
