import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { describe } from 'vitest';
import { electronMissing, launchElectron } from './electronHost.ts';
import { repository } from './repository.ts';
import { browserMissing, launchBrowser } from './browserHost.ts';
import { inBothThemes } from './themes.ts';

export interface LaunchOptions {
  /** Application folder; the repository itself where absent. */
  readonly root?: string;
  readonly folder?: string;
  readonly model?: string;
  /** Folder of what the host remembers, for a start that follows another; a new one where absent. */
  readonly settings?: string;
}

/** A running workbench: its page, and what a test may do around it. */
export interface Workbench {
  readonly page: Page;
  /** Set for the desktop app only. */
  readonly electron?: ElectronApplication;
  /** Lines the page wrote as errors, and exceptions nobody caught. */
  readonly complaints: readonly string[];
  /** Operating system's number of the engine process. */
  engineProcess(): number;
  close(): Promise<void>;
  /** Kills the host's process without a word before: it saves nothing more, but what it has written stays. */
  crash(): Promise<void>;
}

export type Launch = (options?: LaunchOptions) => Promise<Workbench>;

const hosts = [
  { name: 'Electron', missing: electronMissing(), launch: launchElectron },
  { name: 'Chromium', missing: browserMissing(), launch: launchBrowser },
] as const;
export type HostName = (typeof hosts)[number]['name'];

/**
 * One spec for the desktop app and for the browser, or for `only` one of them. Where a host is missing its tests are
 * skipped, with the reason; with CI=true they run nevertheless, and so fail.
 */
export function describeWorkbench(
  name: string,
  spec: (launch: Launch, host: HostName) => void,
  only?: HostName,
): void {
  for (const host of hosts) {
    if (only !== undefined && host.name !== only) continue;
    const skipped = host.missing !== null && process.env.CI !== 'true';
    describe.skipIf(skipped)(`${name} in ${host.name}${skipped ? ` (skipped: ${host.missing})` : ''}`, () => {
      spec(host.launch, host.name);
    });
  }
}

/** A spec of what does not depend on the host: how things look, and what they compute. */
export function describeInBrowser(name: string, spec: (launch: Launch, host: HostName) => void): void {
  describeWorkbench(name, spec, 'Chromium');
}

/** Saves what the page shows to test/output/NAME-light.png and NAME-dark.png, to be looked at. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  await inBothThemes(page, (theme) => takePicture(page, `${name}-${theme}`));
}

/** Saves what the page shows, in the theme that it has, to test/output/NAME.png. */
export async function takePicture(page: Page, name: string): Promise<void> {
  const folder = join(repository, 'test', 'output');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/**
 * Pictures on a small display in both themes and on a large one in the theme that is on, as the colours are the same there.
 * @param fits is asked on each
 */
export async function takeInSizes(
  page: Page,
  name: string,
  fits: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await page.setViewportSize({ width: 2560, height: 1440 });
  await takePicture(page, `${name}-2560`);
  await fits();
  await page.setViewportSize({ width: 1280, height: 720 });
  await takeScreenshot(page, `${name}-1280`);
  await fits();
}
