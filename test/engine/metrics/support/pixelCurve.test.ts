import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ActivationSession } from '../../../../main/engine/activationSession.ts';
import { readClassifier } from '../../../../main/engine/classifier.ts';
import { blurImage } from '../../../../main/engine/metrics/support/blur.ts';
import { explanationMap } from '../../../../main/engine/metrics/support/explanationMap.ts';
import {
  areaUnderCurve,
  perturbedImage,
  pixelCurve,
  RISE_BASELINES,
} from '../../../../main/engine/metrics/support/pixelCurve.ts';
import { randomRanking, rankByValue } from '../../../../main/engine/metrics/support/ranking.ts';
import { decodeModel } from '../../../../main/engine/onnx/serde.ts';
import { evaluateOnce } from '../../../../main/engine/runtime/evaluate.ts';
import { probabilities } from '../../../../main/engine/targets.ts';
import {
  goldenArray,
  goldenInput,
  goldenPath,
  manifest,
  relativeError,
  type GoldenCase,
} from '../../../support/golden.ts';

const STEP = 32;
const FAMILIES = [
  'vgg-mini',
  'resnet-mini',
  'mobilenetv2-mini',
  'densenet-mini',
  'squeezenet-mini',
  'tiny-shap-8',
];
/** The curves do not depend on the export: the first variant of each case, and one NHWC file. */
const cases = manifest.cases.filter(
  (each, index) =>
    each.variant.endsWith('nhwc') ||
    (FAMILIES.includes(each.model) &&
      manifest.cases.findIndex((other) => other.data === each.data) === index),
);

async function open(golden: GoldenCase) {
  const external = () => new Uint8Array();
  const classifier = await readClassifier(
    decodeModel(readFileSync(goldenPath(golden.onnx)), external),
    evaluateOnce,
  );
  const session = new ActivationSession(classifier, golden.target, { provider: 'cpu', threads: 1 });
  const { input, logits } = classifier;
  async function curve(
    kind: 'deletion' | 'insertion',
    ranking: Uint32Array,
    signal = new AbortController().signal,
  ) {
    const streamed: number[] = [];
    const points = await pixelCurve(
      goldenInput(golden),
      input,
      { kind, ranking, step: STEP, baseline: RISE_BASELINES[kind] },
      async (images, count) =>
        (await session.classify(images, count)).map(
          (row) => probabilities(row, logits.activation)[golden.class] as number,
        ),
      (_first, some) => streamed.push(...some),
      signal,
    );
    return { points, streamed };
  }
  return { input, session, curve };
}

describe.each(cases.map((each) => [each.id, each] as const))('%s', (_id, golden) => {
  test('the explanation map is the golden one', async () => {
    const { input, session } = await open(golden);
    const relu = goldenArray(golden, 'map_lift_relu');
    const [, height, width] = session.head.shape;
    const map = explanationMap({ height, width, relu, signed: relu }, input.height, input.width);
    expect(relativeError(map, goldenArray(golden, 'explanation'))).toBeLessThan(1e-5);
  });

  test.each(['deletion', 'insertion'] as const)(
    '%s meets the golden curve and streams every point',
    async (kind) => {
      const { curve } = await open(golden);
      const explanation = goldenArray(golden, 'explanation');
      const order = rankByValue(explanation);
      const { points, streamed } = await curve(kind, order);
      const expected = goldenArray(golden, kind);
      expect(streamed).toEqual(points);
      expect(points.length).toBe(expected.length);
      // The golden ranking was made in float64: pixels that only float32 makes equal may change
      // places at a step (zeros are equal in both).
      const valueAt = (position: number) => explanation[order[position] as number] as number;
      const isTied = (at: number) => valueAt(at) > 0 && valueAt(at - 1) === valueAt(at);
      const clear = [...points.keys()].filter((index) => !isTied(index * STEP));
      expect(clear.length).toBeGreaterThan(0.5 * points.length);
      for (const index of clear) {
        expect(Math.abs((points[index] as number) - (expected[index] as number))).toBeLessThan(1e-5);
      }
      expect(Math.abs(areaUnderCurve(points) - areaUnderCurve([...expected]))).toBeLessThan(1e-3);
    },
  );
});

test('the blur is the golden kernel with zero padding', () => {
  const { kernel } = manifest.blur;
  const size = 21;
  const image = new Float32Array(size * size);
  image[10 * size + 10] = 1;
  image[0] = 2;
  const input = { name: 'x', layout: 'NCHW' as const, channels: 1, height: size, width: size };
  const blurred = blurImage(image, input);
  const kernelAt = (y: number, x: number) =>
    Math.max(Math.abs(y), Math.abs(x)) > 5 ? 0 : (kernel[(y + 5) * 11 + x + 5] as number);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const expected = kernelAt(y - 10, x - 10) + 2 * kernelAt(y, x);
      expect(Math.abs((blurred[y * size + x] as number) - expected)).toBeLessThan(1e-7);
    }
  }
});

test('area under a curve is the trapezoidal rule', () => {
  expect(areaUnderCurve([1, 0.5, 0])).toBeCloseTo(0.5, 12);
  expect(areaUnderCurve([1, 1, 1, 0])).toBeCloseTo(2.5 / 3, 12);
});

test.each(['deletion', 'insertion'] as const)(
  'the image of a point of a %s curve is the one it ran',
  async (kind) => {
    const input = { name: 'x', layout: 'NHWC' as const, channels: 2, height: 5, width: 5 };
    const image = Float32Array.from({ length: 50 }, (_, index) => index + 1);
    const options = { kind, ranking: randomRanking(25, 3), step: 4, baseline: RISE_BASELINES[kind] };
    const ran: Float32Array[] = [];
    const score = (images: Float32Array, count: number) => {
      for (let row = 0; row < count; row += 1) ran.push(images.slice(row * 50, (row + 1) * 50));
      return Promise.resolve(new Array<number>(count).fill(0));
    };
    await pixelCurve(image, input, options, score, () => undefined, new AbortController().signal);
    expect(ran).toHaveLength(8);
    for (const [at, expected] of ran.entries())
      expect(perturbedImage(image, input, options, at)).toEqual(expected);
    expect(ran.at(kind === 'deletion' ? 0 : -1)).toEqual(image);
  },
);

test('ties keep row-major order, and random rankings repeat with their seed', () => {
  expect([...rankByValue(Float32Array.of(0, 2, 2, 1, 0))]).toEqual([1, 2, 3, 0, 4]);
  const order = randomRanking(100, 7);
  expect([...order]).toEqual([...randomRanking(100, 7)]);
  expect([...order]).not.toEqual([...randomRanking(100, 8)]);
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index));
});

test('a cancelled curve stops between batches', async () => {
  const golden = cases[0] as GoldenCase;
  const { curve } = await open(golden);
  const cancelled = new AbortController();
  cancelled.abort();
  await expect(
    curve('deletion', rankByValue(goldenArray(golden, 'explanation')), cancelled.signal),
  ).rejects.toMatchObject({
    code: 'cancelled',
  });
});
