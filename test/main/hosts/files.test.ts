import { mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readDesktopArguments } from '../../../main/hosts/desktopArguments.ts';
import { locateResources } from '../../../main/hosts/resources.ts';
import { siblingPaths } from '../../../main/hosts/siblingNames.ts';
import {
  readWindowState,
  WindowStateKeeper,
  writeWindowState,
  type WindowState,
} from '../../../main/hosts/windowState.ts';
import { removeUnfinished, writeFiles } from '../../../main/engine/writeFiles.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbench-files-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('saving', () => {
  it('writes all files, and nothing else', async () => {
    const files = ['a.png', 'a.json'].map((name) => ({ path: join(folder, name), data: Buffer.from(name) }));
    await writeFiles(files);
    expect((await readdir(folder)).sort()).toEqual(['a.json', 'a.png']);
    expect(await readFile(join(folder, 'a.png'), 'utf8')).toBe('a.png');
  });

  it('has the new file on the disk before it takes the place of the old one', async () => {
    const path = join(folder, 'a.png');
    await writeFile(path, 'old');
    const file = await open(path);
    const prototype = Object.getPrototypeOf(file) as typeof file;
    await file.close();
    const during: string[] = [];
    const spy = vi.spyOn(prototype, 'sync').mockImplementation(async () => {
      during.push(await readFile(path, 'utf8'));
    });
    await writeFiles([{ path, data: [Buffer.from('ne'), Buffer.from('w')] }]);
    spy.mockRestore();
    expect([during, await readFile(path, 'utf8')]).toEqual([['old'], 'new']);
  });

  it('leaves the old file and no half-written one when a write fails', async () => {
    await writeFile(join(folder, 'a.png'), 'old');
    const files = [join(folder, 'a.png'), join(folder, 'gone', 'a.json')].map((path) => ({
      path,
      data: Buffer.from('new'),
    }));
    await expect(writeFiles(files)).rejects.toMatchObject({
      code: 'disk-failed',
      message: expect.stringMatching(/a\.json could not be written: the folder does not exist\./),
    });
    expect(await readdir(folder)).toEqual(['a.png']);
    expect(await readFile(join(folder, 'a.png'), 'utf8')).toBe('old');
  });

  it('clears away what a killed write left beside its own file, and nothing else', async () => {
    const left = '.a.json.0123456789ab.part';
    const others = ['.a.json.part', '.a.json.notes.part', '.b.json.0123456789ab.part', 'a.json'];
    for (const name of [left, ...others]) await writeFile(join(folder, name), '');
    removeUnfinished(join(folder, 'a.json'));
    expect((await readdir(folder)).sort()).toEqual(others.sort());
    removeUnfinished(join(folder, 'no folder yet', 'a.json'));
  });

  it('says when a folder has the name', async () => {
    await mkdir(join(folder, 'taken'));
    await expect(writeFiles([{ path: join(folder, 'taken'), data: Buffer.of(1) }])).rejects.toMatchObject({
      code: 'disk-failed',
    });
    expect(await readdir(folder)).toEqual(['taken']);
  });

  it('gives the sidecar the chosen stem', () => {
    expect(siblingPaths(['figure.png', 'figure.json'], '/out/fig 3.png')).toEqual([
      '/out/fig 3.png',
      '/out/fig 3.json',
    ]);
    expect(siblingPaths(['a.b.pdf', 'a.b.json'], '/out/c')).toEqual(['/out/c', '/out/c.json']);
  });

  it.each([
    'notes.json',
    '.json',
    'figure',
    'figure.',
    'figure.txt',
    'figure.sh',
    'figure.json.js',
    '.profile',
  ])('refuses %j beside a figure: the person has not named it', (name) => {
    expect(() => siblingPaths(['figure.png', name], '/home/person/x.png')).toThrow(
      expect.objectContaining({ code: 'input-invalid' }) as Error,
    );
  });

  it('refuses to suggest what is no figure', () => {
    expect(() => siblingPaths(['.profile'], '.profile')).toThrow(
      "'.profile' cannot be saved: its name has to end in .png, .svg, .pdf, .json.",
    );
  });

  it('refuses a name that would give two files one path', () => {
    expect(() => siblingPaths(['figure.png', 'figure.json'], '/out/x.json')).toThrow(/ends in \.png/);
  });

  it.each(['../a.png', 'a/b.png', 'a\\b.png', '..', '', 'C:a', 'a\0.png'])('refuses %j as a name', (name) => {
    expect(() => siblingPaths(['figure.png', name], '/out/x.png')).toThrow(/not a plain file name/);
  });
});

describe('window state', () => {
  it('returns as it was written', async () => {
    const path = join(folder, 'window.json');
    await writeWindowState(path, { width: 1280, height: 720, maximized: true });
    expect(readWindowState(path)).toEqual({ width: 1280, height: 720, maximized: true });
  });

  it.each(['', '{}', '{"width":1,"height":1,"maximized":false}', '[]'])(
    'is the default where the file says %j',
    async (text) => {
      const path = join(folder, 'window.json');
      await writeFile(path, text);
      expect(readWindowState(path)).toEqual({ width: 1440, height: 900, maximized: false });
    },
  );

  it('is on disk soon after it changed, the newest last', async () => {
    const path = join(folder, 'window.json');
    let state: WindowState = { width: 1440, height: 900, maximized: false };
    const keeper = new WindowStateKeeper(path, () => state);
    for (const width of [1500, 1600, 1700]) {
      state = { ...state, width };
      keeper.changed();
    }
    await expect.poll(() => readWindowState(path)).toEqual(state);
    keeper.changed();
    const before = keeper.keep();
    state = { ...state, maximized: true };
    await Promise.all([keeper.keep(), before]);
    expect(readWindowState(path)).toEqual(state);
  });
});

describe('arguments of the desktop app', () => {
  it.each([
    [['electron', '.'], false, {}],
    [['electron', '.', 'photos'], false, { folder: resolve('photos') }],
    [
      ['electron', '--no-sandbox', '--inspect=0', '/app', 'photos', '--model', 'm.onnx'],
      false,
      { folder: resolve('photos'), model: resolve('m.onnx') },
    ],
    [['lift-cam', '/photos'], true, { folder: '/photos' }],
    [['lift-cam'], true, {}],
  ])('reads %j', (argv, packaged, read) => {
    expect(readDesktopArguments(argv, packaged)).toEqual(read);
  });
});

it('finds the models beside an archive, where native code can open them', () => {
  expect(locateResources('/opt/app/resources/app.asar')).toMatchObject({
    renderer: '/opt/app/resources/app.asar/build/renderer',
    samples: '/opt/app/resources/app.asar.unpacked/models/samples',
  });
});
