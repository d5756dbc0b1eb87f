import { afterAll, describe, expect, test } from 'vitest';
import { CoalitionRunner } from '../../../main/engine/coalitions/coalitionRunner.ts';
import type { Coalitions } from '../../../main/engine/coalitions/coalitions.ts';
import { scoreOf } from '../../../main/engine/targets.ts';
import { casesByFile, GoldenSessions, oneHot } from '../../support/goldenSessions.ts';
import { randomStream } from '../../support/random.ts';

/** Of each model file one case a layer. */
const cases = [...casesByFile()].flatMap(([, all]) => [
  ...new Map(all.map((each) => [each.target, each])).values(),
]);

/** Channels present with probability 1/2, all, and none. */
function someCoalitions(channels: number, count: number): Coalitions {
  const random = randomStream(5);
  const absent = Array.from({ length: count }, (_, index) =>
    Array.from({ length: channels }, (_each, k) => k).filter(() =>
      index === 0 ? false : index === 1 || random() < 0.5,
    ),
  );
  return { count, absent: (index) => absent[index] as number[] };
}

describe('a coalition is worth what the masked activation is', () => {
  const sessions = new GoldenSessions();
  afterAll(() => sessions.release());

  test.each(cases.map((each) => [each.id, each] as const))('%s', async (_id, golden) => {
    const session = await sessions.open(golden);
    const point = await session.forward((await sessions.context(golden)).tensor);
    const [channels] = session.head.shape;
    const size = point.activation.length / channels;
    const coalitions = someCoalitions(channels, 5);
    const masked = Array.from({ length: 5 }, (_, index) => {
      const one = point.activation.slice();
      for (const k of coalitions.absent(index)) one.fill(0, k * size, (k + 1) * size);
      return one;
    });
    const expected: Float32Array[] = [];
    for (const one of masked) expected.push(...(await session.logits(point, one, 1)));
    const seed = oneHot(golden.class, session.head.classes);
    const scale = Math.max(...expected.flatMap((logits) => [...logits.map(Math.abs)]));
    for (const count of [1, 20, 1e6]) {
      const runner = await CoalitionRunner.open(session, point, count);
      const score = runner.scorer(seed);
      await runner.run(coalitions, undefined, (row, index) => {
        const logits = expected[index] as Float32Array;
        expect(Math.abs(score(row) - scoreOf(seed, logits))).toBeLessThan(1e-5 * scale);
      });
    }
  });
});
