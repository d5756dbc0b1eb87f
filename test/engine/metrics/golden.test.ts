import { afterAll, describe, expect, test } from 'vitest';
import { goldenArray, type GoldenCase } from '../../support/golden.ts';
import { casesByFile } from '../../support/goldenSessions.ts';
import { mapOf, measure, MetricSubjects } from '../../support/metricSubjects.ts';

/** Probabilities and curves are within 1e-3 of float64's, from the stored map; AUC of a map of one's own within 5e-3. */
const PROBABILITY = 1e-3;
const AUC = 5e-3;

describe.each([...casesByFile()])('%s', (_file, cases) => {
  const subjects = new MetricSubjects();
  afterAll(() => subjects.release());

  test.each(cases.map((each) => [each.id, each] as const))('%s', async (_id, golden) => {
    const own = await subjects.subject(golden);
    const { height, width } = own.classifier.input;
    const given = { ...own, map: mapOf(goldenArray(golden, 'explanation'), height, width) };
    const expected = golden.metrics;
    const step = { step: expected.step };

    const [ic, ad, add] = [
      await measure('ic', given),
      await measure('ad', given),
      await measure('add', given),
    ];
    expect(Math.abs((ic.parts.original as number) - expected.y)).toBeLessThan(PROBABILITY);
    expect(Math.abs((ic.parts.kept as number) - expected.o)).toBeLessThan(PROBABILITY);
    expect(Math.abs((add.parts.removed as number) - expected.d)).toBeLessThan(PROBABILITY);
    expect(ic.value).toBe(expected.ic ? 100 : 0);
    // A percentage of p(x) carries its error in p over p(x).
    const percent = (100 * PROBABILITY) / expected.y;
    expect(Math.abs((ad.value ?? NaN) - expected.ad)).toBeLessThan(percent);
    expect(Math.abs((add.value ?? NaN) - expected.add)).toBeLessThan(percent);

    for (const kind of ['deletion', 'insertion'] as const) {
      const auc = expected[`${kind}_auc`];
      const fromGiven = await measure(kind, given, step);
      expect(Math.abs((fromGiven.value ?? NaN) - auc)).toBeLessThan(PROBABILITY);
      const fromOwn = await measure(kind, own, step);
      expect(Math.abs((fromOwn.value ?? NaN) - auc)).toBeLessThan(AUC);
    }
  });
});

test('the golden cases hold both kinds of images, with and without an increase in confidence', () => {
  const all = [...casesByFile().values()].flat();
  const increases = (each: GoldenCase) => each.metrics.ic;
  expect(all.some(increases)).toBe(true);
  expect(all.every(increases)).toBe(false);
});
