import { homedir } from 'node:os';
import { join } from 'node:path';

/** Folder of a person's settings outside the desktop app, where each system keeps such things. */
export function configFolder(): string {
  return join(base(), 'lift-cam-workbench');
}

function base(): string {
  const { APPDATA, XDG_CONFIG_HOME } = process.env;
  if (process.platform === 'win32') return APPDATA ?? join(homedir(), 'AppData', 'Roaming');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return XDG_CONFIG_HOME ?? join(homedir(), '.config');
}
