import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createEngine } from '../../main/engine/engine.ts';
import type { EngineService } from '../../shared/job.ts';
import type { ModelSettings } from '../../shared/modelSettings.ts';
import type { Explanation } from '../../shared/result.ts';
import type { ShapleyEstimate } from '../../shared/shapley.ts';
import { explainOne } from '../support/ownEngine.ts';
import { repository } from '../support/repository.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'liftcam-kept-games-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** An engine as it starts anew, with a small model and a folder of photos open. */
async function start(photos = path.join(repository, 'models/samples')) {
  const engine = await createEngine({
    bundledModel: path.join(repository, 'models/efficientnet-lite0'),
    samples: photos,
    provider: 'cpu',
    threads: 1,
    version: '0.0.0-test',
    settingsFolder: path.join(folder, 'settings'),
  });
  const file = path.join(repository, 'test/golden/models/vgg-mini.dy18.onnx');
  const { ref } = await engine.calls['model.add']({ path: file });
  const card = await engine.calls['model.open']({ ref });
  const [opened] = await engine.calls['folder.list']({});
  const explain = (photo: string, rank = 1): Promise<Explanation> =>
    explainOne(engine, {
      model: card.id,
      image: `${opened?.id ?? ''}/${photo}`,
      method: 'lift-cam',
      targets: [{ class: { rank } }],
    });
  const configure = (settings: ModelSettings) =>
    engine.calls['model.configure']({ model: card.id, settings });
  return { engine, card, explain, configure };
}

const held = (engine: EngineService, { id }: Explanation) =>
  engine.calls['shapley.held']({ explanation: id });

/** Samples until there are so many pairs, or until it is cancelled at the first event after `stopAt` of them. */
function sample(
  engine: EngineService,
  { id }: Explanation,
  pairs: number,
  resume: boolean,
  stopAt = Infinity,
): Promise<ShapleyEstimate> {
  const stop = new AbortController();
  return engine.jobs.shapley(
    { explanation: id, seed: 3, goal: { pairs }, resume },
    ({ estimate }) => {
      if (estimate.pairs >= stopAt) stop.abort();
    },
    stop.signal,
  );
}

test('a game sampled in one engine is held by the next, which goes on with it bit by bit', async () => {
  const first = await start();
  const explanation = await first.explain('chelsea.png');
  await expect(sample(first.engine, explanation, 10_000, false, 3)).rejects.toThrow(/cancelled/);
  const kept = await held(first.engine, explanation);
  const pairs = kept?.pairs ?? 0;
  expect(pairs).toBeGreaterThanOrEqual(3);

  // The same photo from another folder, under another name.
  await copyFile(path.join(repository, 'models/samples/chelsea.png'), path.join(folder, 'cat.png'));
  const next = await start(folder);
  const again = await next.explain('cat.png');
  expect(await held(next.engine, again)).toEqual(kept);
  const resumed = await sample(next.engine, again, pairs + 5, true);
  expect(resumed).toEqual(await sample(next.engine, again, pairs + 5, false));
  const third = await start(folder);
  const shorter = await third.explain('cat.png');
  expect((await sample(third.engine, shorter, 1, false)).pairs).toBe(1);
  expect((await held(third.engine, shorter))?.pairs).toBe(pairs + 5);
  expect(await held(next.engine, await next.explain('cat.png', 2))).toBeNull();

  const { preprocessing } = next.card;
  await next.configure({
    preprocessing: { ...preprocessing, mean: preprocessing.mean.map((each) => each + 0.1) },
  });
  expect(await held(next.engine, await next.explain('cat.png'))).toBeNull();
  await next.configure({});
  expect((await held(next.engine, await next.explain('cat.png')))?.pairs).toBe(pairs + 5);
});

test('a game is kept while it is sampled, so that an engine that is killed costs ten seconds of it', async () => {
  const { engine, explain } = await start();
  const explanation = await explain('coffee.png');
  const games = path.join(folder, 'settings', 'games');
  await rm(games, { recursive: true, force: true });
  let now = performance.now();
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 6000));
  const seen: boolean[] = [];
  const job = { explanation: explanation.id, seed: 3, goal: { pairs: 4 }, resume: false };
  await engine.jobs.shapley(job, () => seen.push(existsSync(games)), new AbortController().signal);
  clock.mockRestore();
  expect([seen[0], seen.at(-1)]).toEqual([false, true]);
});
