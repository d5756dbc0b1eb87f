import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SessionStore } from '../../../main/hosts/sessionStore.ts';
import { session } from '../../renderer/support/session.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbench-store-'));
  file = join(folder, 'settings', 'session.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('gives the next start what the last one kept', async () => {
  const store = new SessionStore(file);
  expect(store.session).toBeNull();
  await store.save(session({ layer: 'add_6' }));
  await store.note('folders', '/photos');
  const next = new SessionStore(file);
  expect(next.session).toEqual(session({ layer: 'add_6' }));
  expect(next.recent('folders')).toEqual(['/photos']);
  expect(next.recent('models')).toEqual([]);
});

it('keeps the newest of many states that come faster than the disk', async () => {
  const store = new SessionStore(file);
  const saves = Array.from({ length: 50 }, (_, absent) => store.save(session({ absent: [absent] })));
  await Promise.all(saves);
  expect(new SessionStore(file).session?.absent).toEqual([49]);
});

it('lists each path once, the latest last, and forgets the oldest', async () => {
  const store = new SessionStore(file);
  for (const name of ['a', 'b', 'c', 'a', 'd', 'e', 'f', 'g', 'h', 'i']) await store.note('models', name);
  expect(store.recent('models')).toEqual(['c', 'a', 'd', 'e', 'f', 'g', 'h', 'i']);
});

it('clears what was opened before, but for what is open, and tells of each change', async () => {
  const store = new SessionStore(file);
  let changes = 0;
  store.onRecent(() => (changes += 1));
  await store.save(session());
  for (const path of ['/old', '/photos']) await store.note('folders', path);
  for (const path of ['/old.onnx', '/net.onnx']) await store.note('models', path);
  await store.clearRecent();
  const next = new SessionStore(file);
  expect([next.recent('folders'), next.recent('models')]).toEqual([['/photos'], ['/net.onnx']]);
  expect(changes).toBe(5);
});

it.each([
  ['no JSON', '{"session":', []],
  ['another form', '{"session": 3, "recent": {"folders": ["/photos"], "models": 1}}', ['/photos']],
])('starts afresh from %s, keeping what can be read, and the file beside', async (_, text, folders) => {
  const store = new SessionStore(file);
  await store.save(session());
  await writeFile(file, text);
  const next = new SessionStore(file);
  expect(next.session).toBeNull();
  expect(next.recent('folders')).toEqual(folders);
  await next.save(session());
  expect(await readFile(`${file}.broken`, 'utf8')).toBe(text);
  // The first one stays: what broke after it has less in it.
  await writeFile(file, 'no session at all');
  new SessionStore(file);
  expect(await readFile(`${file}.broken`, 'utf8')).toBe(text);
});

it('keeps nothing beside a file that is understood, or before there is one', async () => {
  const store = new SessionStore(file);
  await store.note('folders', '/photos');
  new SessionStore(file);
  await store.save(session());
  new SessionStore(file);
  expect(await readdir(join(folder, 'settings'))).toEqual(['session.json']);
});

it('settles when what it has begun to write is on disk, or refused', async () => {
  const store = new SessionStore(file);
  await store.settled();
  const saved = store.save(session({ layer: 'add_6' }));
  await store.settled();
  expect(new SessionStore(file).session?.layer).toBe('add_6');
  await saved;
  await rm(join(folder, 'settings'), { recursive: true });
  await writeFile(join(folder, 'settings'), 'a file where the folder should be');
  const refused = expect(store.save(session())).rejects.toMatchObject({ code: 'disk-failed' });
  await store.settled();
  await refused;
});

it('says that the disk refused, and writes the next change', async () => {
  await writeFile(join(folder, 'settings'), 'a file where the folder should be');
  const store = new SessionStore(file);
  await expect(store.save(session())).rejects.toMatchObject({ code: 'disk-failed' });
  await rm(join(folder, 'settings'));
  await store.save(session({ method: 'grad-cam' }));
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ session: { method: 'grad-cam' } });
});
