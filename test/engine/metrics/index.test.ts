import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { metricOf, metrics } from '../../../main/engine/metrics/index.ts';
import { measurementSchema } from '../../../shared/measurement.ts';
import { goldenCase, measure, MetricSubjects } from '../../support/metricSubjects.ts';

const FOLDER = path.join(import.meta.dirname, '../../../main/engine/metrics');

function camelCase(id: string): string {
  return id.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

test('every file of the folder is one metric in the index, named after its id', () => {
  const files = readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name.replace(/\.ts$/, ''))
    .filter((name) => name !== 'index' && name !== 'metric');
  expect(metrics.map(({ id }) => camelCase(id)).sort()).toEqual(files.sort());
});

test('ids are unique, every metric says in one sentence what it measures, and has defaults', () => {
  expect(new Set(metrics.map(({ id }) => id)).size).toBe(metrics.length);
  for (const { summary, paper, params } of metrics) {
    expect(summary).toMatch(/^[A-Z].*\.$/);
    expect(paper.url).toMatch(/^https:\/\//);
    expect(() => params.parse({})).not.toThrow();
    expect(() => params.parse({ nonsense: 1 })).toThrow();
  }
});

test('an unknown id is answered with the ids there are', () => {
  expect(() => metricOf('beauty')).toThrow(/ic, ad, add/);
});

const subjects = new MetricSubjects();
afterAll(() => subjects.release());

test.each(metrics)(
  '$id says its protocol, and gives the same in batches as image by image',
  async ({ id }) => {
    const subject = await subjects.subject(goldenCase('mobilenetv2-mini.last.i0.c4.ts13'));
    const side = subject.classifier.input.width;
    const boxed = { ...subject, boxes: [{ left: 0, top: 0, right: side / 2, bottom: side }] };
    const measurement = await measure(id, boxed);
    expect(measurementSchema.parse(JSON.parse(JSON.stringify(measurement)))).toEqual(measurement);
    expect(Object.keys(measurement.protocol).length).toBeGreaterThan(1);
    expect(measurement.value).not.toBeNull();

    const size = subject.image.length;
    const alone = await measure(id, {
      ...boxed,
      classify: async (images, count) => {
        const rows: Float32Array[] = [];
        for (let at = 0; at < count; at += 1)
          rows.push(...(await subject.classify(images.slice(at * size, (at + 1) * size), 1)));
        return rows;
      },
    });
    expect(Math.abs((alone.value ?? NaN) - (measurement.value ?? NaN))).toBeLessThan(
      1e-4 * Math.max(1, Math.abs(measurement.value ?? 0)),
    );
  },
);
