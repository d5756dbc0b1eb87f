import { afterAll, describe, expect, test } from 'vitest';
import type { SamplingState } from '../../../../shared/shapley.ts';
import { endpoints } from '../../../../main/engine/methods/support/endpoints.ts';
import { newSampling, standardErrors } from '../../../../main/engine/methods/support/permutationSampling.ts';
import { ShapleyGame } from '../../../../main/engine/methods/support/shapleyGame.ts';
import { scoreOf } from '../../../../main/engine/targets.ts';
import { goldenArray, manifest, relativeError, tolerance, type GoldenCase } from '../../../support/golden.ts';
import { GoldenSessions, oneHot } from '../../../support/goldenSessions.ts';

const sessions = new GoldenSessions();
afterAll(() => sessions.release());

/** Every case whose exact values are known; of some the head is affine, and each order gives the exact values. */
const exact = manifest.cases.filter((each) => 'shapley' in each.arrays);
const [game8] = exact.filter(({ id }) => id.startsWith('tiny-shap-8')) as [GoldenCase];
const SEEDS = 20;
const PAIRS = 32;

async function open(golden: GoldenCase) {
  const session = await sessions.open(golden);
  const point = await session.forward((await sessions.context(golden)).tensor);
  const seed = oneHot(golden.class, session.head.classes);
  const ends = await endpoints(session, point, [seed]);
  const difference = scoreOf(seed, ends.logits) - scoreOf(seed, ends.base);
  return { game: await ShapleyGame.open(session, point, ends), difference };
}

async function sample(game: ShapleyGame, from: SamplingState, pairs: number): Promise<SamplingState> {
  let state = from;
  while (state.pairs < pairs) [state] = (await game.samplePair([state])) as [SamplingState];
  return state;
}

test.each(exact.map((each) => [each.id, each] as const))('%s by enumeration', async (_id, golden) => {
  const { game } = await open(golden);
  const [alpha] = (await game.enumerate()) as [Float64Array];
  expect(relativeError(alpha, goldenArray(golden, 'shapley'))).toBeLessThan(tolerance(golden, 'shapley'));
});

describe('by sampling', () => {
  test('99% of the channels lie within three standard errors of the exact values', async () => {
    expect(exact).toHaveLength(18);
    let channels = 0;
    let within = 0;
    for (const golden of exact) {
      const { game, difference } = await open(golden);
      const expected = goldenArray(golden, 'shapley');
      const floor = 1e-5 * Math.max(...expected.map(Math.abs));
      for (let seed = 0; seed < SEEDS; seed += 1) {
        const state = await sample(game, newSampling(game.channels, seed), PAIRS);
        const errors = standardErrors(state) ?? new Float64Array();
        for (const [k, value] of expected.entries()) {
          channels += 1;
          const bound = Math.max(3 * (errors[k] as number), floor);
          if (Math.abs((state.mean[k] as number) - value) <= bound) within += 1;
        }
        expect(relativeError(state.mean, expected)).toBeLessThan(0.5);
        const sum = state.mean.reduce((total, value) => total + value, 0);
        expect(Math.abs(sum - difference)).toBeLessThan(1e-9 * Math.abs(difference));
      }
    }
    expect(within / channels).toBeGreaterThanOrEqual(0.99);
  });

  test('goes on from a saved state as if it had never stopped', async () => {
    const { game } = await open(game8);
    const whole = await sample(game, newSampling(game.channels, 7), 12);
    const saved = structuredClone(await sample(game, newSampling(game.channels, 7), 5));
    const { game: another } = await open(game8);
    expect(await sample(another, saved, 12)).toEqual(whole);
  });

  test('ends between two batches, and keeps the pairs that are done', async () => {
    const { game } = await open(game8);
    const state = await sample(game, newSampling(game.channels, 1), 2);
    const controller = new AbortController();
    controller.abort();
    await expect(game.samplePair([state], controller.signal)).rejects.toThrow(/cancelled/);
    expect(state.pairs).toBe(2);
  });
});
