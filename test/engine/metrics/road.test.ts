import { afterAll, describe, expect, test } from 'vitest';
import { goldenCase, mapOf, measure, MetricSubjects } from '../../support/metricSubjects.ts';
import { references } from '../../support/metricReferences.ts';

const subjects = new MetricSubjects();
afterAll(() => subjects.release());

async function subjectOf({ case: id, explanation }: (typeof references.road)[number]) {
  const own = await subjects.subject(goldenCase(id));
  const { height, width } = own.classifier.input;
  return { ...own, map: mapOf(Float32Array.from(explanation), height, width) };
}

describe.each(references.road.map((each) => [each.case, each] as const))('%s', (_id, reference) => {
  test('without noise it is pytorch-grad-cam', async () => {
    const { value, parts } = await measure('road', await subjectOf(reference), { noise: 0 });
    for (const kind of ['morf', 'lerf'] as const) {
      const changes = parts[`${kind}Changes`] as number[];
      for (const [index, change] of reference[kind].entries())
        expect(Math.abs((changes[index] as number) - change)).toBeLessThan(1e-5);
    }
    expect(Math.abs((value ?? NaN) - reference.combined)).toBeLessThan(1e-5);
  });

  test('noise follows the seed, and the protocol says both', async () => {
    const subject = await subjectOf(reference);
    const first = await measure('road', subject, { seed: 3 });
    expect(first).toEqual(await measure('road', subject, { seed: 3 }));
    expect(first.value).not.toBe((await measure('road', subject, { seed: 4 })).value);
    expect(first.protocol).toMatchObject({ noise: 0.01, seed: 3, percentiles: [20, 40, 60, 80] });
  });
});

test('no two imputations share their noise, of one seed or of the next', async () => {
  const reference = references.road[0] as (typeof references.road)[number];
  const own = await subjectOf(reference);
  const { explanation } = reference;
  const [highest, lowest] = [Math.max(...explanation), Math.min(...explanation)].map((value) =>
    explanation.indexOf(value),
  ) as [number, number];
  const noiseOf = async (seed: number) => {
    const filled: Float32Array[] = [];
    const classify = (images: Float32Array, count: number) => {
      const size = images.length / count;
      for (let at = 0; at < count; at += 1) filled.push(images.slice(at * size, (at + 1) * size));
      return own.classify(images, count);
    };
    await measure('road', { ...own, classify, image: new Float32Array(own.image.length) }, { seed });
    // Of an image of zeros nothing is left but noise, drawn first for the pixel that goes first; filled[0] is the image itself.
    return filled.slice(1).map((image, index) => image[index < 4 ? highest : lowest]);
  };
  const noises = [...(await noiseOf(3)), ...(await noiseOf(4))];
  expect(noises).toHaveLength(16);
  expect(new Set(noises).size).toBe(16);
});

test('a cancelled run ends between two imputations', async () => {
  const subject = await subjectOf(references.road[0] as (typeof references.road)[number]);
  const controller = new AbortController();
  controller.abort();
  await expect(measure('road', { ...subject, signal: controller.signal })).rejects.toMatchObject({
    code: 'cancelled',
  });
});
