import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { scanFolder } from '../../../main/engine/images/folder.ts';
import type { SkippedEntry } from '../../../shared/failures.ts';
import { resolveInside } from '../../../main/engine/images/resolveInside.ts';

let base: string;
let root: string;

beforeEach(async () => {
  base = await realpath(await mkdtemp(path.join(tmpdir(), 'folder-')));
  root = path.join(base, 'photos');
  await mkdir(root);
  await writeFile(path.join(base, 'secret.png'), 'outside');
});

async function put(relative: string, content = 'x'): Promise<void> {
  const file = path.join(root, relative);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
}

async function scan(folder = root) {
  const images: { path: string; bytes: number }[] = [];
  const skipped: SkippedEntry[] = [];
  let batches = 0;
  for await (const batch of scanFolder(folder)) {
    batches++;
    images.push(...batch.images);
    skipped.push(...batch.skipped);
  }
  return { paths: images.map((image) => image.path), images, skipped, batches };
}

describe('scanFolder', () => {
  test('natural order, files before sub-folders, only images, nothing hidden', async () => {
    for (const name of [
      'img10.png',
      'img2.PNG',
      'notes.txt',
      '.hidden.png',
      'b/z.jpg',
      'a/x.webp',
      'a/deep/y.avif',
    ]) {
      await put(name);
    }
    const { paths, skipped } = await scan();
    expect(paths).toEqual(['img2.PNG', 'img10.png', 'a/x.webp', 'a/deep/y.avif', 'b/z.jpg']);
    expect(skipped).toEqual([]);
  });

  test('gives sizes, in batches', async () => {
    for (let i = 0; i < 150; i++) await put(`${i}.png`, 'x'.repeat(i));
    const { images, batches } = await scan();
    expect(images.map((image) => image.bytes)).toEqual(Array.from({ length: 150 }, (_, i) => i));
    expect(batches).toBe(3);
  });

  test('follows links inside once, skips those that lead outside, around or nowhere', async () => {
    await put('a/x.png');
    await symlink(path.join(root, 'a', 'x.png'), path.join(root, 'link.png'));
    await symlink(path.join(base, 'secret.png'), path.join(root, 'leak.png'));
    await symlink(base, path.join(root, 'out'));
    await symlink(root, path.join(root, 'a', 'loop'));
    await symlink(path.join(root, 'nowhere.png'), path.join(root, 'dangling.png'));
    const { paths, skipped } = await scan();
    expect(paths).toEqual(['link.png', 'a/x.png']);
    expect(skipped).toEqual([
      { path: 'dangling.png', reason: 'It has gone, or is a link that leads nowhere.' },
      { path: 'leak.png', reason: 'It is a link that leads out of the folder.' },
      { path: 'out', reason: 'It is a link that leads out of the folder.' },
      { path: 'a/loop', reason: 'It leads to a folder that is listed already.' },
    ]);
  });

  test('names a sub-folder that cannot be read, such as one removed meanwhile', async () => {
    await put('a/x.png');
    for (let i = 0; i < 65; i++) await put(`photo${i}.png`);
    const batches = scanFolder(root);
    const first = await batches.next();
    expect(first).toMatchObject({ done: false, value: { images: { length: 64 }, skipped: [] } });
    await rm(path.join(root, 'a'), { recursive: true });
    const gone = { path: 'a', reason: 'It has gone, or is a link that leads nowhere.' };
    const second = await batches.next();
    expect(second.value).toEqual({ images: [{ path: 'photo64.png', bytes: 1 }], skipped: [gone] });
  });

  test('names a folder that is missing, or is none', async () => {
    await expect(scan(path.join(root, 'gone'))).rejects.toMatchObject({ code: 'folder-missing' });
    await expect(scan(path.join(base, 'secret.png'))).rejects.toMatchObject({ code: 'folder-missing' });
  });
});

describe('resolveInside', () => {
  test('gives the real path of what lies inside', async () => {
    await put('a/x.png');
    await expect(resolveInside(root, 'a/x.png')).resolves.toBe(path.join(root, 'a', 'x.png'));
    await put('..odd.png');
    await expect(resolveInside(root, '..odd.png')).resolves.toBe(path.join(root, '..odd.png'));
  });

  test.each(['../secret.png', 'a/../../secret.png', '/etc/passwd', 'leak.png', 'out/secret.png', 'x\0.png'])(
    'refuses %j',
    async (relative) => {
      await symlink(path.join(base, 'secret.png'), path.join(root, 'leak.png'));
      await symlink(base, path.join(root, 'out'));
      await expect(resolveInside(root, relative)).rejects.toMatchObject({ code: 'path-refused' });
    },
  );

  test('refuses a neighbour whose name only begins alike', async () => {
    await mkdir(`${root}-private`);
    await writeFile(path.join(`${root}-private`, 'x.png'), 'x');
    await expect(resolveInside(root, '../photos-private/x.png')).rejects.toMatchObject({
      code: 'path-refused',
    });
  });

  test('names a file or a folder that is gone', async () => {
    await expect(resolveInside(root, 'gone.png')).rejects.toMatchObject({ code: 'image-unreadable' });
    await expect(resolveInside(path.join(base, 'gone'), 'x.png')).rejects.toMatchObject({
      code: 'folder-missing',
    });
  });
});
