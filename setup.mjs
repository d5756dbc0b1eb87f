// Installs the locked packages when they are missing or others. Node's built-ins only: on a fresh clone there is nothing else.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(fileURLToPath(import.meta.url));

/** @param log hears one line when packages are installed */
export function ensureInstalled(log = console.error) {
  if (installed()) return;
  log('Installing packages (npm ci) …');
  // npm names its own script; without npm around us it is looked for like any command.
  const npm = process.env.npm_execpath;
  const [command, argv] = npm === undefined ? ['npm', ['ci']] : [process.execPath, [npm, 'ci']];
  const { status } = spawnSync(command, argv, {
    cwd: root,
    stdio: ['ignore', 2, 'inherit'],
    shell: npm === undefined && process.platform === 'win32',
  });
  if (status !== 0) throw new Error('npm ci failed; see above.');
}

/** Whether what lies in node_modules is what the lockfile says; packages for other platforms may be absent. */
function installed() {
  const hidden = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const present = packagesOf(hidden);
  return Object.entries(packagesOf(join(root, 'package-lock.json'))).every(
    ([path, { version, optional }]) => path === '' || optional || present[path]?.version === version,
  );
}

function packagesOf(lockfile) {
  return JSON.parse(readFileSync(lockfile, 'utf8')).packages;
}
