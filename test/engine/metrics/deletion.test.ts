import { afterAll, expect, test } from 'vitest';
import { goldenCase, measure, MetricSubjects } from '../../support/metricSubjects.ts';

const subjects = new MetricSubjects();
afterAll(() => subjects.release());
const golden = goldenCase('vgg-mini.last.i0.c1.ts13');

test('deletion begins with the image and ends with the baseline; insertion the other way round', async () => {
  const subject = await subjects.subject(golden);
  for (const baseline of ['zeros', 'blur', 'mean']) {
    const { parts: deleted } = await measure('deletion', subject, { baseline });
    const { parts: inserted } = await measure('insertion', subject, { baseline });
    const [away, back] = [deleted.points as number[], inserted.points as number[]];
    expect(away[0]).toBeCloseTo(golden.metrics.y, 4);
    expect(back.at(-1)).toBeCloseTo(golden.metrics.y, 4);
    expect(away.at(-1)).toBeCloseTo(back[0] as number, 5);
  }
});

test('steps and score are parameters, and the protocol says them', async () => {
  const subject = await subjects.subject(golden);
  const { width, height } = subject.classifier.input;
  const coarse = await measure('deletion', subject, { step: width * 4, score: 'logit' });
  expect(coarse.protocol).toMatchObject({ step: width * 4, score: 'logit', baseline: 'zeros' });
  expect(coarse.parts.points).toHaveLength(height / 4 + 1);
  const [row] = await subject.classify(subject.image, 1);
  expect((coarse.parts.points as number[])[0]).toBeCloseTo(row?.[golden.class] as number, 4);
});
