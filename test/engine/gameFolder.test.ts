import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { GameFolder } from '../../main/engine/gameFolder.ts';
import { estimateOf } from '../../main/engine/shapley.ts';

let parent: string;
let folder: string;
beforeEach(async () => {
  parent = await mkdtemp(path.join(tmpdir(), 'liftcam-games-'));
  folder = path.join(parent, 'games');
});
afterEach(() => rm(parent, { recursive: true, force: true }));

function game(pairs: number, seed = 7) {
  const mean = Float64Array.of(0.1 + 0.2, -1 / 3);
  const state = { seed, pairs, mean, squares: Float64Array.of(1e-17, 2) };
  return { state, estimate: estimateOf(state, { base: -0.5, score: 1.25 }) };
}

test('a game comes back bit by bit, and not as one of other channels', async () => {
  const games = new GameFolder(folder);
  expect(await games.read('a.json', 2)).toBeUndefined();
  await games.write('a.json', game(40));
  expect(await new GameFolder(folder).read('a.json', 2)).toEqual(game(40));
  expect(await games.read('a.json', 3)).toBeUndefined();
  expect(await games.read('b.json', 2)).toBeUndefined();
});

test('less of the same orders does not replace more, other orders do', async () => {
  const games = new GameFolder(folder);
  await games.write('a.json', game(40));
  await games.write('a.json', game(3));
  expect((await games.read('a.json', 2))?.state.pairs).toBe(40);
  await games.write('a.json', game(3, 8));
  expect((await games.read('a.json', 2))?.state).toMatchObject({ seed: 8, pairs: 3 });
});

test('a damaged file is no game, and is written over', async () => {
  const games = new GameFolder(folder);
  await games.write('a.json', game(40));
  for (const text of ['{"seed": 7, "pa', '{"seed": 7}']) {
    await writeFile(path.join(folder, 'a.json'), text);
    expect(await games.read('a.json', 2)).toBeUndefined();
  }
  await games.write('a.json', game(50));
  expect((await games.read('a.json', 2))?.state.pairs).toBe(50);
});

test.each([
  ['files', { files: 2, bytes: 1e6 }],
  ['bytes', { files: 100, bytes: 350 }],
])('those written longest ago go where there are too many %s', async (_, limits) => {
  const games = new GameFolder(folder, limits);
  for (const [age, name] of ['a.json', 'b.json', 'c.json'].entries()) {
    await games.write(name, game(40));
    await utimes(path.join(folder, name), age, age);
  }
  await games.write('a.json', game(50));
  expect(await readdir(folder)).toEqual(['a.json', 'c.json']);
});

test('sampling goes on where nothing can be kept, which is told once', async () => {
  const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  await writeFile(folder, 'a file where the folder would be');
  const games = new GameFolder(folder);
  await games.write('a.json', game(40));
  await games.write('a.json', game(50));
  expect(warned).toHaveBeenCalledOnce();
  expect(warned.mock.calls[0]?.[0]).toContain('cannot be kept');
  warned.mockRestore();
});

test('without a folder nothing is kept', async () => {
  const games = new GameFolder(undefined);
  await games.write('a.json', game(40));
  expect(await games.read('a.json', 2)).toBeUndefined();
});
