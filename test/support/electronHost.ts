import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, errors, type ElectronApplication } from 'playwright-core';
import { collectComplaints } from './complaints.ts';
import { findDescendant } from './processes.ts';
import { repository } from './repository.ts';
import type { LaunchOptions, Workbench } from './workbench.ts';

/** The Electron binary to test: the one ELECTRON_OVERRIDE_DIST_PATH names, or the installed one. */
export function electronExecutable(): string {
  const folder =
    process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(repository, 'node_modules', 'electron', 'dist');
  return join(folder, 'electron');
}

/** Why the desktop app cannot be tested here; null when it can. */
export function electronMissing(): string | null {
  if (process.platform === 'linux' && !process.env.DISPLAY) return 'no display';
  return existsSync(electronExecutable())
    ? null
    : 'no Electron binary; see ELECTRON_OVERRIDE_DIST_PATH in CONTRIBUTING.md';
}

/** A start takes about a second; one that has not come to its end by now never will. */
const START_LIMIT_MILLISECONDS = 20_000;
const MOST_STARTS = 3;

/** Starts Electron. Now and then it hangs when Playwright connects to it: that start is ended, and another made. */
async function start(
  options: Parameters<typeof _electron.launch>[0],
  starts = MOST_STARTS,
): Promise<ElectronApplication> {
  try {
    return await _electron.launch({ ...options, timeout: START_LIMIT_MILLISECONDS });
  } catch (error) {
    if (!(error instanceof errors.TimeoutError) || starts === 1) throw error;
    console.warn('Electron hung at its start and is started again.');
    return start(options, starts - 1);
  }
}

/** Starts the desktop app with settings of its own. */
export async function launchElectron({
  root = repository,
  folder,
  model,
  settings: kept,
}: LaunchOptions = {}): Promise<Workbench> {
  const settings = kept ?? (await mkdtemp(join(tmpdir(), 'workbench-settings-')));
  const electron = await start({
    executablePath: electronExecutable(),
    args: [
      // Chromium's sandbox does not start for root, as whom containers run tests.
      '--no-sandbox',
      root,
      ...(folder === undefined ? [] : [folder]),
      ...(model === undefined ? [] : ['--model', model]),
    ],
    env: { ...definedEnvironment(), XDG_CONFIG_HOME: settings },
  });
  const page = await electron.firstWindow();
  return {
    page,
    electron,
    complaints: collectComplaints(page),
    engineProcess: () => findDescendant(electron.process().pid ?? 0, 'node.mojom.NodeService'),
    close: async () => {
      await electron.close();
      if (kept === undefined) await rm(settings, { recursive: true, force: true });
    },
    crash: async () => {
      const ended = once(electron.process(), 'exit');
      electron.process().kill('SIGKILL');
      await ended;
    },
  };
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}
