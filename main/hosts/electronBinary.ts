import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Where Electron's executable is, or why there is none. */
export type ElectronBinary =
  { readonly path: string; readonly reason: null } | { readonly path: null; readonly reason: string };

/**
 * Looks for Electron's executable without downloading it, which asking the package for its path would do.
 * @param root the application's folder
 */
export function findElectronBinary(root: string): ElectronBinary {
  let folder: string;
  try {
    folder = dirname(createRequire(join(root, 'package.json')).resolve('electron/package.json'));
  } catch {
    return { path: null, reason: "the package 'electron' is not installed" };
  }
  const named = join(folder, 'path.txt');
  const name = existsSync(named) ? readFileSync(named, 'utf8').trim() : 'electron';
  const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), name);
  if (existsSync(path)) return { path, reason: null };
  return { path: null, reason: "not downloaded yet: 'npm start' or 'npx install-electron' fetches it" };
}
