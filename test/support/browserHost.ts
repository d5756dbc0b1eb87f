import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { collectComplaints } from './complaints.ts';
import { findDescendant } from './processes.ts';
import { repository } from './repository.ts';
import type { LaunchOptions, Workbench } from './workbench.ts';

const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';
const SWITCHES = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Why the served workbench cannot be tested here; null when it can. */
export function browserMissing(): string | null {
  return existsSync(EXECUTABLE) ? null : `no ${EXECUTABLE}; set CHROMIUM to a Chromium`;
}

/** Starts the server as a person would, and opens the address it prints in a browser. */
export async function launchBrowser({
  root = repository,
  folder,
  model,
}: LaunchOptions = {}): Promise<Workbench> {
  const argv = [
    join(root, 'build', 'main', 'cli.cjs'),
    'serve',
    ...(folder === undefined ? [] : [folder]),
    ...(model === undefined ? [] : ['--model', model]),
  ];
  const server = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await printedAddress(server);
  const browser = await chromium.launch({ executablePath: EXECUTABLE, args: SWITCHES });
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
