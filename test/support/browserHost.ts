import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { collectComplaints } from './complaints.ts';
import { findDescendant } from './processes.ts';
import { repository } from './repository.ts';
import type { LaunchOptions, Workbench } from './workbench.ts';

export const BROWSER_EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const BROWSER_SWITCHES = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Why the served workbench cannot be tested here; null when it can. */
export function browserMissing(): string | null {
  return existsSync(BROWSER_EXECUTABLE) ? null : `no ${BROWSER_EXECUTABLE}; set CHROMIUM to a Chromium`;
}

/** Starts the server as a person would, and tells the address it prints. */
export async function startServer({
  root = repository,
  folder,
  model,
  settings,
}: LaunchOptions & { settings: string }): Promise<{ server: ChildProcess; address: string }> {
  const argv = [
    join(root, 'build', 'main', 'cli.cjs'),
    'serve',
    ...(folder === undefined ? [] : [folder]),
    ...(model === undefined ? [] : ['--model', model]),
  ];
  const env = { ...process.env, XDG_CONFIG_HOME: settings };
  const server = spawn(process.execPath, argv, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  return { server, address: await printedAddress(server) };
}

/** Starts the server, and opens its address in a browser. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Workbench> {
  const settings = options.settings ?? (await mkdtemp(join(tmpdir(), 'workbench-settings-')));
  const { server, address } = await startServer({ ...options, settings });
  const browser = await chromium.launch({ executablePath: BROWSER_EXECUTABLE, args: BROWSER_SWITCHES });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const complaints = collectComplaints(page);
  await page.goto(address);
  return {
    page,
    complaints,
    engineProcess: () => findDescendant(server.pid ?? 0, 'engineProcess.cjs'),
    close: async () => {
      await browser.close();
      const ended = once(server, 'exit');
      server.kill();
      await ended;
      if (options.settings === undefined) await rm(settings, { recursive: true, force: true });
    },
    crash: async () => {
      const ended = once(server, 'exit');
      server.kill('SIGKILL');
      await ended;
      await browser.close();
    },
  };
}

async function printedAddress(server: ChildProcess): Promise<string> {
  if (server.stdout === null) throw new Error('The server has no output');
  for await (const line of createInterface({ input: server.stdout })) {
    const address = /http:\/\/\S+/.exec(line);
    if (address !== null) return address[0];
  }
  throw new Error('The server ended before it printed its address');
}
