// `npm start`: installs, builds and opens the workbench; in Electron where that can be had, otherwise in a browser.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, root } from './setup.mjs';

const DOWNLOAD_MILLISECONDS = 300_000;
/** Electron that ends with an error sooner than this has not come up. */
const START_MILLISECONDS = 10_000;

const argv = process.argv.slice(2);

try {
  ensureInstalled(console.log);
  const { build } = await import('./build.mjs');
  await build(console.log);
  const reason = await runElectron();
  if (reason !== null) {
    console.log(`Opening in a browser instead of Electron: ${reason}.`);
    process.exitCode = (
      await run(process.execPath, [join(root, 'build', 'main', 'cli.cjs'), 'serve', ...argv])
    ).status;
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}

/** Runs the desktop app to its end; gives the reason when it could not be started. */
async function runElectron() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return 'there is no display';
  if (process.platform === 'linux' && process.getuid() === 0) return 'its sandbox does not run as root';
  const { path, reason } = await electronBinary();
  if (path === null) return reason;
  const started = Date.now();
  const { status, signal } = await run(path, [root, ...argv]);
  if (status === 0 || Date.now() - started > START_MILLISECONDS) {
    process.exitCode = status;
    return null;
  }
  return `it ended at once with ${signal ?? `status ${status}`}`;
}

async function electronBinary() {
  const { ELECTRON_OVERRIDE_DIST_PATH: override } = process.env;
  const folder = join(root, 'node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  const find = () => {
    const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
    const path = join(override ?? join(folder, 'dist'), name);
    return existsSync(path) ? path : null;
  };
  if (find() === null && override === undefined) {
    console.log('Downloading Electron (once) …');
    const { status, signal } = await run(process.execPath, [join(folder, 'install.js')], {
      stdio: 'ignore',
      timeout: DOWNLOAD_MILLISECONDS,
    });
    if (signal !== null) return { path: null, reason: 'downloading its binary took too long' };
    if (status !== 0) return { path: null, reason: 'its binary could not be downloaded' };
  }
  return { path: find(), reason: 'its binary is missing' };
}

/** Runs a command to its end. Ctrl-C reaches it by itself, a signal to this process is passed on. */
function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    const wait = () => {};
    const pass = () => child.kill('SIGTERM');
    process.on('SIGINT', wait).on('SIGTERM', pass);
    child.on('error', reject);
    child.on('exit', (status, signal) => {
      process.off('SIGINT', wait).off('SIGTERM', pass);
      resolve({ status, signal });
    });
  });
}
