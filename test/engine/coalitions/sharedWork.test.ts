import { afterAll, expect, test } from 'vitest';
import { planCoalitions } from '../../../main/engine/coalitions/plan.ts';
import { sharedMultiplications } from '../../../main/engine/coalitions/sharedWork.ts';
import { manifest, type GoldenCase } from '../../support/golden.ts';
import { GoldenSessions } from '../../support/goldenSessions.ts';

const sessions = new GoldenSessions();
afterAll(() => sessions.release());

async function sharedOf(id: string, count: number): Promise<number> {
  const { head } = await sessions.open(manifest.cases.find((each) => each.id === id) as GoldenCase);
  return sharedMultiplications(planCoalitions(head, count), head);
}

test('a convolution is run for both ends and for every channel alone; for a few coalitions none is', async () => {
  // 32 channels to 48, 3 x 3, at 8 x 8.
  const convolution = 48 * 8 * 8 * 32 * 9;
  expect(await sharedOf('vgg-mini.early.i1.c1.dy18', 1e6)).toBe((2 + 32) * convolution);
  expect(await sharedOf('vgg-mini.early.i1.c1.dy18', 10)).toBe(0);
});
