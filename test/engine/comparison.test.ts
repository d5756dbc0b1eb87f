import { afterAll, expect, test } from 'vitest';
import { compareOnImage, type Comparison } from '../../main/engine/comparison.ts';
import { comparisonTable } from '../../main/engine/comparisonTable.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import { chooseMethod, type MethodChoice } from '../../main/engine/methodChoice.ts';
import { chooseMetric } from '../../main/engine/metricChoice.ts';
import { cosine } from '../../shared/statistics/agreement.ts';
import { goldenArray, goldenInput } from '../support/golden.ts';
import { goldenCase, measure, MetricSubjects } from '../support/metricSubjects.ts';

const subjects = new MetricSubjects();
afterAll(() => subjects.release());
// Eight channels: the Shapley values are enumerated, and golden knows them.
const golden = goldenCase('tiny-shap-8.last.i0.c5.ts17');
const image = { tensor: goldenInput(golden), image: null, placement: null, decodeMilliseconds: 0 };
const never = () => new AbortController().signal;

async function comparison(): Promise<Comparison> {
  const { model } = await subjects.explained(golden);
  return {
    model,
    session: model.layer(golden.target),
    methods: ['lift-cam', 'grad-cam', 'hires-cam'].map((id) => chooseMethod(id)),
    reference: chooseMethod('shap-cam'),
    metrics: ['ad', 'ic', 'adcc', 'completeness', 'pointing-game'].map((id) => chooseMetric(id)),
    target: { class: { index: golden.class } },
    centreControl: true,
  };
}

test('holds every method against the Shapley values and measures it', async () => {
  const { methods, reference, target } = await compareOnImage(await comparison(), image, () => null, never());
  expect(target.index).toBe(golden.class);
  expect(reference.exact).toBe(true);
  expect(methods.map(({ method }) => method)).toEqual([
    'lift-cam',
    'grad-cam',
    'hires-cam',
    'centre-gaussian',
  ]);
  const [lift, gradCam, hires, centre] = methods;
  const shapley = goldenArray(golden, 'shapley');
  expect(lift?.agreement?.cosine).toBeCloseTo(cosine(goldenArray(golden, 'alpha_lift'), shapley) ?? NaN, 4);
  expect(gradCam?.agreement?.cosine).toBeCloseTo(cosine(goldenArray(golden, 'gradcam'), shapley) ?? NaN, 4);
  // All eight channels are among the ten largest.
  expect(lift?.agreement?.topOverlap).toBe(1);
  expect(hires?.agreement).toBeNull();
  expect(centre).toMatchObject({ agreement: null, milliseconds: null });
  expect(centre?.measurements.completeness?.value).toBeNull();
  // The same map on whatever is kept of the image.
  expect(centre?.measurements.adcc?.parts.coherency).toBeCloseTo(1, 6);
  const alone = await measure('ad', await subjects.subject(golden));
  expect(lift?.measurements.ad).toEqual(alone);
});

test('boxes are asked for by the class explained', async () => {
  const side = 1000;
  const { methods } = await compareOnImage(
    await comparison(),
    image,
    ({ index }) => (index === golden.class ? [{ left: 0, top: 0, right: side, bottom: side }] : []),
    never(),
  );
  for (const { measurements } of methods) expect(measurements['pointing-game']?.value).toBeCloseTo(1, 6);
});

/** A method whose runs end with an error. */
function failing(error: Error): MethodChoice {
  const { method, params } = chooseMethod('grad-cam');
  return { method: { ...method, run: () => Promise.reject(error) }, params };
}

test('a method that refuses says why and leaves the others their turn', async () => {
  const whole = await comparison();
  const [lift, , hires] = whole.methods as [MethodChoice, MethodChoice, MethodChoice];
  const refused = new WorkbenchError('input-invalid', 'Not at this layer.');
  const methods = [lift, failing(refused), hires];
  const compared = await compareOnImage({ ...whole, methods }, image, () => null, never());
  expect(compared.methods.map(({ error }) => error?.message ?? null)).toEqual([
    null,
    'Not at this layer.',
    null,
    null,
  ]);
  expect(compared.methods[1]).toMatchObject({ agreement: null, measurements: {}, milliseconds: null });
  const undisturbed = await compareOnImage(whole, image, () => null, never());
  const [row, gap] = comparisonTable([compared, undisturbed], 0);
  expect(row).toMatchObject({ failed: 0, failure: null, metrics: { ad: { n: 2 } } });
  expect(gap).toMatchObject({ failed: 1, failure: 'Not at this layer.', metrics: { ad: { n: 1 } } });
});

test('what a method says of its result stays with it', async () => {
  const whole = await comparison();
  const methods = [chooseMethod('score-cam', { channels: 2 }), chooseMethod('finer-cam'), ...whole.methods];
  const compared = await compareOnImage({ ...whole, methods }, image, () => null, never());
  const [score, finer, lift] = compared.methods;
  expect(score?.warnings).toEqual([expect.stringMatching(/^Only the 2 channels of largest variance/)]);
  expect(finer?.note).toMatch(/^Held against/);
  expect([score?.accurate, lift?.accurate]).toEqual([null, true]);
});

test('boxes that cannot be used cost the metric that asks for them, which says why', async () => {
  const wrong = () => Promise.reject(new WorkbenchError('input-invalid', 'They are of another photo.'));
  const { methods } = await compareOnImage(await comparison(), image, wrong, never());
  for (const { error, measurements } of methods) {
    expect(error).toBeNull();
    expect(measurements['pointing-game']).toMatchObject({ value: null, note: 'They are of another photo.' });
  }
});

test('predictions are watched for signs of saturation', async () => {
  const whole = await comparison();
  // Enough of them that the one photo of the other tests does not count.
  for (let level = 0; level < 12; level += 1) {
    const tensor = image.tensor.map((value) => 1000 * (level + 1) * value);
    await compareOnImage({ ...whole, methods: [], metrics: [] }, { ...image, tensor }, () => null, never());
  }
  expect(whole.model.predictions.warning()).toMatch(/check the preprocessing/);
});

test('is cancelled between methods', async () => {
  const cancelled = AbortSignal.abort();
  await expect(compareOnImage(await comparison(), image, () => null, cancelled)).rejects.toMatchObject({
    code: 'cancelled',
  });
});

test('a table takes means over images, of those that have a value', async () => {
  const one = await compareOnImage(await comparison(), image, () => null, never());
  const other = structuredClone(one);
  const ad = other.methods[0]?.measurements.ad as { value: number | null };
  ad.value = null;
  const rows = comparisonTable([one, other], 0);
  expect(rows.map(({ method }) => method)).toEqual(one.methods.map(({ method }) => method));
  expect(rows[0]?.metrics.ad).toMatchObject({ mean: one.methods[0]?.measurements.ad?.value, n: 1 });
  expect(rows[0]?.agreement.cosine).toMatchObject({ mean: one.methods[0]?.agreement?.cosine, n: 2 });
  expect(rows[2]?.agreement.cosine).toBeNull();
  expect(rows[3]?.milliseconds).toBeNull();
});
