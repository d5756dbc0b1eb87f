import { elementCount } from '../../shared/tensor.ts';
import type { ActivationPoint, ActivationSession } from './activationSession.ts';
import { median } from './benchmark.ts';
import { CoalitionRunner } from './coalitions/coalitionRunner.ts';
import { orderOfPair, prefixesOfPair } from './methods/support/permutationSampling.ts';

/** Coalitions a second, as SHAP runs them. */
export interface CoalitionRates {
  /** What is linear or keeps channels apart run once, only the explained score computed. */
  readonly perSecond: number;
  /** The whole head on masked activations. */
  readonly naivePerSecond: number;
  /** How many times more. */
  readonly ratio: number;
}

/** Coalitions of one timed run, and of one naive batch. */
const COALITIONS = 256;
const NAIVE_BATCH = 32;

/** Medians of interleaved runs of the beginnings of a random order. */
export async function benchmarkCoalitions(
  session: ActivationSession,
  point: ActivationPoint,
  rounds: number,
): Promise<CoalitionRates> {
  const { absent, count } = prefixesOfPair(orderOfPair(session.head.shape[0], 0, 0));
  const coalitions = { count: Math.min(COALITIONS, count), absent };
  const seed = new Float32Array(session.head.classes).fill(1, 0, 1);
  const runner = await CoalitionRunner.open(session, point, Infinity);
  const score = runner.scorer(seed);
  const times: { own: number[]; naive: number[] } = { own: [], naive: [] };
  for (let round = 0; round <= rounds; round += 1) {
    const own = await timed(() => runner.run(coalitions, undefined, (row) => score(row)));
    const naive = await timed(() => runNaively(session, point, coalitions.count, absent));
    // The first round compiles.
    if (round > 0) {
      times.own.push(own);
      times.naive.push(naive);
    }
  }
  const [perSecond, naivePerSecond] = [times.own, times.naive].map(
    (each) => (1000 * coalitions.count) / median(each),
  ) as [number, number];
  return { perSecond, naivePerSecond, ratio: perSecond / naivePerSecond };
}

async function runNaively(
  session: ActivationSession,
  point: ActivationPoint,
  count: number,
  absent: (index: number) => Iterable<number>,
): Promise<void> {
  const [, height, width] = session.head.shape;
  const [size, plane] = [elementCount(session.head.shape), height * width];
  const batch = new Float32Array(NAIVE_BATCH * size);
  for (let first = 0; first < count; first += NAIVE_BATCH) {
    const some = Math.min(NAIVE_BATCH, count - first);
    for (let row = 0; row < some; row += 1) {
      batch.set(point.activation, row * size);
      for (const k of absent(first + row))
        batch.fill(0, row * size + k * plane, row * size + (k + 1) * plane);
    }
    await session.logits(point, batch.subarray(0, some * size), some);
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
