import { afterAll, expect, test } from 'vitest';
import { goldenCase, measure, MetricSubjects } from '../../support/metricSubjects.ts';

const subjects = new MetricSubjects();
afterAll(() => subjects.release());
const golden = goldenCase('vgg-mini.last.i0.c1.ts13');
/** Few enough channels for every coalition to be run. */
const small = goldenCase('tiny-shap-8.last.i0.c5.dy18');

test('is the size of the residual of methods that claim local accuracy', async () => {
  const { value, parts } = await measure('completeness', await subjects.subject(golden));
  expect(parts.difference).toBeCloseTo(golden.difference, 4);
  expect(value).toBe(Math.abs(parts.residual as number));
  expect(value).toBeLessThan(1e-3 * golden.difference);
  expect(parts.accurate).toBe(1);
});

test.each([
  ['lift-cam', 'sum of alpha', 'sum|m A|'],
  ['lift-element', 'sum of the map', 'sum|m A|'],
  ['shap-cam', 'sum of alpha', 'sum|alpha|'],
])('of %s the protocol says what was summed', async (method, residual, contributions) => {
  const { value, parts, protocol } = await measure('completeness', await subjects.subject(small, method));
  expect(value).toBe(Math.abs(parts.residual as number));
  expect(parts.accurate).toBe(1);
  expect(protocol.residual).toMatch(new RegExp(`^${residual} -`));
  expect(protocol.law).toContain(contributions);
});

test('is not defined for others', async () => {
  const { value, note } = await measure('completeness', await subjects.subject(golden, 'grad-cam'));
  expect(value).toBeNull();
  expect(note).toMatch(/does not claim/);
});
