import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDropped } from '../../../main/hosts/dropped.ts';
import type { EngineHost } from '../../../main/hosts/engineHost.ts';
import { Offers, type Memory } from '../../../main/hosts/offers.ts';
import type { RecentKind } from '../../../main/hosts/sessionStore.ts';
import { Folders } from '../../../main/engine/folders.ts';
import { Models } from '../../../main/engine/models.ts';

let root: string;
let photos: string;
let model: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'workbench-dropped-'));
  photos = join(root, 'my photos');
  model = join(root, 'net.onnx');
  await mkdir(photos);
  for (const name of ['cat.JPG', 'dog.png', 'notes.txt']) await writeFile(join(photos, name), '');
  await writeFile(model, '');
});
afterAll(() => rm(root, { recursive: true, force: true }));

function drop(...paths: string[]) {
  const noted: Record<RecentKind, string[]> = { folders: [], models: [] };
  const memory: Memory = {
    recent: (kind) => noted[kind],
    note: async (kind, path) => void noted[kind].push(path),
  };
  const [folders, models] = [new Folders(), new Models('cpu', 1, undefined)];
  const call = (name: string, { path }: { path: string }) =>
    name === 'folder.add' ? folders.add(path) : models.add(path);
  const offers = new Offers({ call } as unknown as EngineHost, memory);
  return { dropping: openDropped(paths, offers), memory };
}

describe('openDropped', () => {
  it('opens a folder', async () => {
    const { dropping, memory } = drop(photos);
    expect(await dropping).toMatchObject({
      shown: [{ kind: 'folder', folder: { path: photos }, image: null }],
      refused: null,
    });
    expect(memory.recent('folders')).toEqual([photos]);
  });

  it('opens the folder of a photo, at that photo; of several the first is shown', async () => {
    const { shown } = await drop(join(photos, 'cat.JPG'), join(photos, 'dog.png')).dropping;
    expect(shown).toHaveLength(1);
    const [opened] = shown;
    if (opened?.kind !== 'folder') throw new Error('no folder');
    expect(opened.image).toBe(`${opened.folder.id}/cat.JPG`);
  });

  it('opens a model beside a folder', async () => {
    const { shown } = await drop(model, photos).dropping;
    expect(shown).toMatchObject([{ kind: 'folder' }, { kind: 'model', model: { path: model } }]);
  });

  it('says of anything else what can be dropped, and opens the rest', async () => {
    const { shown, refused } = await drop(join(photos, 'notes.txt'), model).dropping;
    expect(shown).toMatchObject([{ kind: 'model' }]);
    expect(refused).toEqual({
      code: 'input-invalid',
      message: expect.stringMatching(/^'notes\.txt' cannot be opened\. Drop a folder, photos/) as string,
    });
  });

  it('says of a file that has gone what the engine says', async () => {
    const { shown, refused } = await drop(join(root, 'gone', 'cat.jpg')).dropping;
    expect({ shown, code: refused?.code }).toEqual({ shown: [], code: 'folder-missing' });
  });
});
