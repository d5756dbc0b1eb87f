import { afterAll, describe, expect, test } from 'vitest';
import { runCoalitions } from '../../../../main/engine/methods/support/coalitions.ts';
import { endpoints } from '../../../../main/engine/methods/support/endpoints.ts';
import {
  antitheticOrders,
  PermutationSampling,
  prefixes,
} from '../../../../main/engine/methods/support/permutationSampling.ts';
import { scoreOf } from '../../../../main/engine/targets.ts';
import { goldenArray, manifest, relativeError, type GoldenCase } from '../../../support/golden.ts';
import { GoldenSessions, oneHot } from '../../../support/goldenSessions.ts';
import { randomStream } from '../../../support/random.ts';

const sessions = new GoldenSessions();
afterAll(() => sessions.release());

test('each order is followed by its reverse, and all its beginnings are coalitions', () => {
  const orders = antitheticOrders(4, 2, 9);
  expect(orders).toHaveLength(4);
  expect([...(orders[1] as Uint32Array)].reverse()).toEqual([...(orders[0] as Uint32Array)]);
  expect([...(orders[0] as Uint32Array)].sort()).toEqual([0, 1, 2, 3]);
  expect(orders[0]).not.toEqual(orders[2]);
  const { count, absent } = prefixes(orders);
  expect(count).toBe(12);
  expect([...absent(0)]).toEqual([...(orders[0] as Uint32Array)].slice(1));
  expect([...absent(11)]).toEqual([...(orders[3] as Uint32Array)].slice(3));
});

test('every estimate adds up to the whole difference', () => {
  const random = randomStream(2);
  const orders = antitheticOrders(40, 8, 3);
  const sampling = new PermutationSampling(orders, -3.25, 11.5);
  for (let index = 0; index < prefixes(orders).count; index += 1) sampling.add(100 * random());
  const sum = sampling.estimate().alpha.reduce((total, value) => total + value, 0);
  expect(Math.abs(sum - 14.75)).toBeLessThan(1e-9 * 14.75);
});

test('a pair of two channels is all there is to know of them', () => {
  const sampling = new PermutationSampling([Uint32Array.of(0, 1), Uint32Array.of(1, 0)], 0, 10);
  sampling.add(4);
  sampling.add(1);
  expect([...sampling.estimate().alpha]).toEqual([6.5, 3.5]);
});

/** One export of each game whose exact values are known; an affine head is no game to sample. */
const exact = manifest.cases.filter((each) => /^tiny-shap.*dy18$/.test(each.id));
const SEEDS = 20;

describe('against the exact values', () => {
  test('99% of the channels lie within three standard errors', async () => {
    expect(exact).toHaveLength(6);
    let channels = 0;
    let within = 0;
    for (const golden of exact) {
      const expected = goldenArray(golden, 'shapley');
      const floor = 1e-5 * Math.max(...expected.map(Math.abs));
      for (let seed = 0; seed < SEEDS; seed += 1) {
        const { alpha, errors } = await estimate(golden, seed);
        for (const [k, value] of expected.entries()) {
          channels += 1;
          const bound = Math.max(3 * (errors[k] as number), floor);
          if (Math.abs((alpha[k] as number) - value) <= bound) within += 1;
        }
        expect(relativeError(alpha, expected)).toBeLessThan(0.5);
      }
    }
    expect(within / channels).toBeGreaterThanOrEqual(0.99);
  });
});

async function estimate(golden: GoldenCase, stream: number) {
  const session = await sessions.open(golden);
  const context = await sessions.context(golden);
  const point = await session.forward(context.tensor);
  const seed = oneHot(golden.class, session.head.classes);
  const { logits, base } = await endpoints(session, point, [seed]);
  const orders = antitheticOrders(session.head.shape[0], 32, stream);
  const sampling = new PermutationSampling(orders, scoreOf(seed, base), scoreOf(seed, logits));
  await runCoalitions(session, point, prefixes(orders), context, (each) => {
    sampling.add(scoreOf(seed, each));
  });
  return sampling.estimate();
}
