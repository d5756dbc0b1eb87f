import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Client } from '../../shared/rpc/client.ts';
import { startOutside } from '../support/outside.ts';
import { createProbeRoot } from '../support/probeRoot.ts';
import { repository } from '../support/repository.ts';
import { describeWorkbench, type Workbench } from '../support/workbench.ts';

declare global {
  interface Window {
    /** Set by the probe's page. */
    client: Promise<Client>;
    built: boolean;
    heard: string[];
  }
}

/** What surrounds the page: the bridge, the process the engine runs in, and all that the page may not do. */
describeWorkbench('host', (launch, host) => {
  let probe: Awaited<ReturnType<typeof createProbeRoot>>;
  let workbench: Workbench;

  beforeAll(async () => {
    probe = await createProbeRoot();
    workbench = await launch({ root: probe.root, folder: '/photos' });
    // The window is there before its page has run.
    const hasRun = async () => expect(await workbench.page.evaluate(() => 'built' in window)).toBe(true);
    await vi.waitFor(hasRun, { timeout: 10_000 });
  });
  afterAll(async () => {
    await workbench.close();
    await probe.remove();
  });

  // Not a skip: what only one host has is no test of the other.
  const none = () => undefined;
  const desktopOnly = host === 'Electron' ? it : none;
  const browserOnly = host === 'Chromium' ? it : none;

  const folders = () =>
    workbench.page.evaluate(async () =>
      (await (await window.client).call('folder.list', {})).map(({ path }) => path),
    );

  it('joins the page to the engine, the folder of the command line at hand', async () => {
    expect(await folders()).toEqual(['/photos']);
    const kind = await workbench.page.evaluate(
      async () => (await (await window.client).call('host.info', {})).kind,
    );
    expect(kind).toBe(host === 'Electron' ? 'electron' : 'browser');
  });

  it('streams a job', async () => {
    const images = await workbench.page.evaluate(async () => {
      const seen: string[] = [];
      const client = await window.client;
      await client.start('folder.scan', { folder: 'folder-0' }, (event) =>
        seen.push(...event.images.map(({ name }) => name)),
      ).result;
      return seen;
    });
    expect(images).toEqual(['a.png']);
  });

  it('refuses what a window may not ask', async () => {
    const code = await workbench.page.evaluate(async () => {
      const client = await window.client;
      return client
        .call('folder.add' as never, { path: '/' } as never)
        .catch((error: { code: string }) => error.code);
    });
    expect(code).toBe('input-invalid');
    expect(await folders()).toEqual(['/photos']);
  });

  it('goes on when the engine process is killed', async () => {
    await workbench.page.evaluate(async () => {
      window.heard = [];
      (await window.client).on('engine.state', ({ state }) => window.heard.push(state));
    });
    const before = workbench.engineProcess();
    const pending = workbench.page.evaluate(async () =>
      (await window.client)
        .call('model.open', { ref: 'hangs' })
        .catch((error: { code: string }) => error.code),
    );
    await folders();
    process.kill(before, 'SIGKILL');
    expect(await pending).toBe('engine-restarted');
    expect(await folders()).toEqual(['/photos']);
    expect(workbench.engineProcess()).not.toBe(before);
    expect(await workbench.page.evaluate(() => window.heard)).toEqual(['restarting', 'ready']);
  });

  it('restarts an engine that hangs, when the person asks', async () => {
    const code = await workbench.page.evaluate(async () => {
      const client = await window.client;
      const blocked = client
        .call('model.open', { ref: 'block' })
        .catch((error: { code: string }) => error.code);
      await client.call('host.restartEngine', {});
      return blocked;
    });
    expect(code).toBe('engine-restarted');
    expect(await folders()).toEqual(['/photos']);
  });

  it('answers a page that was reloaded', async () => {
    await workbench.page.reload();
    expect(await folders()).toEqual(['/photos']);
  });

  it('gives the page no Node and no way to build code from text', async () => {
    const found = await workbench.page.evaluate(() => {
      const names = ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'];
      return { built: window.built, names: names.filter((name) => name in window) };
    });
    expect(found).toEqual({ built: false, names: [] });
  });

  it('runs no script written into the page, and connects nowhere else', async () => {
    const outside = await startOutside();
    const result = await workbench.page.evaluate(async (address) => {
      const script = document.createElement('script');
      script.textContent = 'window.injected = true';
      document.head.append(script);
      const reached = await fetch(address).then(
        () => true,
        (error: Error) => error.message,
      );
      return { injected: 'injected' in window, reached };
    }, outside.address);
    await outside.close();
    expect(result).toEqual({ injected: false, reached: 'Failed to fetch' });
    expect(outside.requests).toEqual([]);
    expect(
      workbench.complaints.filter((line) => line.includes('Content Security Policy')).length,
    ).toBeGreaterThanOrEqual(3);
  });

  desktopOnly('stays on its own page, opens no other window and is granted nothing', async () => {
    const { page, electron } = workbench;
    const address = page.url();
    const outside = await startOutside();
    await page.evaluate((elsewhere) => {
      location.href = elsewhere;
    }, outside.address);
    const opened = await page.evaluate((elsewhere) => window.open(elsewhere) === null, outside.address);
    expect(opened).toBe(true);
    expect(await folders()).toEqual(['/photos']);
    expect(page.url()).toBe(address);
    expect(electron?.windows()).toHaveLength(1);
    await outside.close();
    expect(outside.requests).toEqual([]);
    const notifications = await page.evaluate(() => Notification.requestPermission());
    expect(notifications).toBe('denied');
    const preferences = await electron?.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      const { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity } =
        contents.getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity };
    });
    expect(preferences).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
    });
  });

  desktopOnly('opens on the background of its page', async () => {
    const tokens = await readFile(join(repository, 'renderer', 'styles', 'tokens.css'), 'utf8');
    const [light, dark] = [...tokens.matchAll(/--window: (#\w+);/g)].map(([, color]) => color);
    const shown = await workbench.electron?.evaluate(({ BrowserWindow, nativeTheme }) => ({
      isDark: nativeTheme.shouldUseDarkColors,
      background: BrowserWindow.getAllWindows()[0]?.getBackgroundColor().toLowerCase(),
    }));
    expect(shown?.background).toBe(shown?.isDark ? dark : light);
  });

  browserOnly('takes the token out of the address bar', () => {
    expect(workbench.page.url()).not.toContain('token');
  });
});
