import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { BROWSER_EXECUTABLE, BROWSER_SWITCHES, startServer } from '../support/browserHost.ts';
import { electronExecutable } from '../support/electronHost.ts';
import { repository } from '../support/repository.ts';
import { DebuggedPage } from './debugger.ts';
import { firstPaint, heatmapDrawn } from './inPage.ts';
import { spread, type Spread } from './median.ts';

export interface StartTimes {
  readonly window: Spread;
  readonly heatmap: Spread;
  /** Starts whose heatmap was there before anyone could look: their time is an upper bound. */
  readonly late: number;
}

interface Evaluating {
  evaluate<T>(work: () => T | Promise<T>): Promise<T>;
}

interface Start {
  readonly window: number;
  readonly heatmap: number;
  readonly late: boolean;
}

/** Starts of the desktop app, from the process's start; nothing but Chromium's own debugging port is added to it. */
export function measureElectronStarts(starts: number): Promise<StartTimes> {
  return repeat(starts, async () => {
    const settings = await mkdtemp(join(tmpdir(), 'workbench-bench-'));
    const begun = Date.now();
    const app = spawn(electronExecutable(), ['--no-sandbox', '--remote-debugging-port=0', repository], {
      env: { ...process.env, XDG_CONFIG_HOME: settings },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const page = await DebuggedPage.first(await debuggingAddress(app));
    try {
      return await look(page, begun);
    } finally {
      page.close();
      const ended = once(app, 'exit');
      app.kill();
      await ended;
      await rm(settings, { recursive: true, force: true });
    }
  });
}

/** Starts of the server, from its process's start until a browser that already runs shows the page. */
export async function measureServerStarts(starts: number): Promise<StartTimes> {
  const browser = await chromium.launch({ executablePath: BROWSER_EXECUTABLE, args: BROWSER_SWITCHES });
  try {
    return await repeat(starts, async () => {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      const settings = await mkdtemp(join(tmpdir(), 'workbench-bench-'));
      const begun = Date.now();
      const { server, address } = await startServer({ settings });
      try {
        await page.goto(address, { waitUntil: 'commit' });
        return await look(page, begun);
      } finally {
        await page.close();
        const ended = once(server, 'exit');
        server.kill();
        await ended;
        await rm(settings, { recursive: true, force: true });
      }
    });
  } finally {
    await browser.close();
  }
}

async function look(page: Evaluating, begun: number): Promise<Start> {
  const { at, late } = await page.evaluate(heatmapDrawn);
  return { window: (await page.evaluate(firstPaint)) - begun, heatmap: at - begun, late };
}

async function debuggingAddress(app: ChildProcess): Promise<string> {
  if (app.stderr === null) throw new Error('the app has no output');
  let text = '';
  for await (const chunk of app.stderr) {
    text += String(chunk);
    const address = /ws:\/\/\S+/.exec(text);
    if (address !== null) return address[0];
  }
  throw new Error(`The app ended: ${text}`);
}

async function repeat(starts: number, start: () => Promise<Start>): Promise<StartTimes> {
  // The first one reads everything from disk.
  await start();
  const times: Start[] = [];
  for (let round = 0; round < starts; round += 1) times.push(await start());
  return {
    window: spread(times.map(({ window }) => window)),
    heatmap: spread(times.map(({ heatmap }) => heatmap)),
    late: times.filter(({ late }) => late).length,
  };
}
