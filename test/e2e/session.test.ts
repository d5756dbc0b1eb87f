import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Session } from '../../shared/session.ts';
import { expectAccessible } from '../support/axe.ts';
import { samples } from '../support/commandLine.ts';
import { repository } from '../support/repository.ts';
import {
  describeWorkbench,
  takeScreenshot,
  type LaunchOptions,
  type Workbench,
} from '../support/workbench.ts';
import { WorkbenchPage } from '../support/workbenchPage.ts';

/** Nothing is lost between one start and the next, however the first one ended. */
describeWorkbench('session', (launch, host) => {
  let settings: string;
  let folder: string;
  const running = new Set<Workbench>();

  beforeAll(async () => {
    settings = await mkdtemp(join(tmpdir(), 'workbench-session-'));
    folder = join(settings, 'my photos');
    await cp(samples, folder, { recursive: true });
  });
  afterAll(async () => {
    for (const workbench of running) await workbench.close();
    await rm(settings, { recursive: true, force: true });
  });

  async function start(
    options: LaunchOptions = {},
  ): Promise<{ workbench: Workbench; screen: WorkbenchPage }> {
    const workbench = await launch({ settings, ...options });
    running.add(workbench);
    return { workbench, screen: new WorkbenchPage(workbench.page) };
  }

  /** What a file among the settings holds so far; null before it is written for the first time. */
  async function kept(name: string): Promise<unknown> {
    const file = (await readdir(settings, { recursive: true })).find((path) => path.endsWith(name));
    return file === undefined ? null : JSON.parse(await readFile(join(settings, file), 'utf8'));
  }

  /** The session that the host has written so far; null before the first time. */
  async function written(): Promise<Session | null> {
    return ((await kept('session.json')) as { session: Session | null } | null)?.session ?? null;
  }

  it('comes back after all its processes were killed: photo, layer, class, tab, panes, choices and channels', async () => {
    const { workbench, screen } = await start({ folder });
    await screen.choosePhoto('chelsea.png');
    await screen.heatmap('tiger cat').waitFor();
    await screen.pick('Layer', 'add_6');
    await screen.eventually(async () => (await screen.badge.innerText()).trim(), 'locally accurate');
    await screen.pick('Class', 'tabby');
    await screen.heatmap('tabby').waitFor();
    await workbench.page.getByRole('radio', { name: 'Table' }).click();
    await workbench.page
      .getByRole('button', { name: /^Channel \d+,/ })
      .first()
      .click();
    await screen.eventually(() => screen.value('present'), '191 of 192');
    await workbench.page.getByRole('button', { name: 'Theme' }).click();
    await workbench.page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await workbench.page.getByRole('button', { name: 'Split with the original' }).click();
    await workbench.page.getByRole('button', { name: 'Hide all hints' }).click();
    const gallery = workbench.page.getByRole('region', { name: 'Gallery' });
    await workbench.page.getByRole('separator', { name: 'Resize the gallery' }).focus();
    for (let press = 0; press < 3; press += 1) await workbench.page.keyboard.press('ArrowRight');
    const score = async () => ({ present: await screen.value('present'), v: await screen.value('score') });
    await expect.poll(async () => (await score()).v).not.toBe('…');
    const before = await score();
    const width = (await gallery.boundingBox())?.width ?? 0;
    await screen.openTab('Compare');
    await workbench.page.getByRole('radio', { name: 'Photos' }).click();
    await screen.eventually(async () => Object.keys((await written())?.choices.panes ?? {}), ['columns']);
    await screen.eventually(async () => (await written())?.choices.compareAcross, 'images');
    await workbench.crash();
    running.delete(workbench);

    const { workbench: again, screen: restored } = await start();
    await restored.heatmap('tabby').waitFor();
    await restored.eventually(async () => (await restored.badge.innerText()).trim(), 'locally accurate');
    expect(await again.page.getByRole('tab', { selected: true }).innerText()).toBe('Compare');
    expect(await again.page.getByRole('radio', { name: 'Photos', checked: true }).count()).toBe(1);
    expect(await again.page.locator('html').getAttribute('data-theme')).toBe('dark');
    // Its menus too, and what is there before its page.
    const ground = await again.electron?.evaluate(({ nativeTheme, BrowserWindow }) => [
      nativeTheme.themeSource,
      BrowserWindow.getAllWindows()[0]?.getBackgroundColor(),
    ]);
    if (ground) expect(ground).toEqual(['dark', '#17181A']);
    expect(await again.page.getByRole('slider', { name: 'Where the heatmap begins' }).count()).toBe(1);
    expect(await again.page.getByRole('button', { name: 'Hide all hints' }).count()).toBe(0);
    const found = await again.page.getByRole('region', { name: 'Gallery' }).boundingBox();
    expect(found?.width).toBeCloseTo(width, 0);
    await restored.openTab('Channels');
    expect(await again.page.getByRole('radio', { name: 'Table', checked: true }).count()).toBe(1);
    await restored.eventually(
      async () => ({ present: await restored.value('present'), v: await restored.value('score') }),
      before,
    );
    expect(await again.page.getByRole('option', { selected: true }).innerText()).toContain('chelsea.png');
    expect(again.complaints).toEqual([]);
    await again.close();
    running.delete(again);
  });

  it('opens what the command line names instead, with its own first photo', async () => {
    const other = join(settings, 'others');
    const model = join(settings, 'net.onnx');
    await cp(join(repository, 'test', 'golden', 'models', 'vgg-mini.ts13.onnx'), model);
    await cp(join(samples, 'rocket.jpg'), join(other, 'rocket.jpg'), { recursive: true });
    const { workbench, screen } = await start({ folder: other, model });
    await screen.heatmap().waitFor();
    expect(await workbench.page.getByRole('option', { selected: true }).innerText()).toContain('rocket.jpg');
    await screen.eventually(async () => (await written())?.folder?.name, 'others');
    await workbench.close();
    running.delete(workbench);
  });

  it('offers what was opened before', async () => {
    const { workbench, screen } = await start();
    await screen.heatmap().waitFor();
    const list = host === 'Electron' ? 'Opened folders' : 'Open folder';
    await workbench.page.getByRole('button', { name: list }).click();
    const offers = workbench.page.getByRole('list', { name: 'Opened folders' });
    await offers.getByText('my photos').first().waitFor();
    await offers.getByText('others').first().waitFor();
    await workbench.close();
    running.delete(workbench);
  });

  it('says in their place that folder and model of last time have gone, and goes on when they are back', async () => {
    const last = await written();
    const moved = async (from: string, to: string) => {
      for (const name of ['others', 'net.onnx'])
        await rename(join(settings, from, name), join(settings, to, name));
    };
    await mkdir(join(settings, 'away'), { recursive: true });
    await moved('.', 'away');
    const { workbench, screen } = await start();
    const { page } = workbench;
    const gone = (region: string) =>
      page.getByRole('region', { name: region }).getByText('is not there any more');
    await gone('Gallery').waitFor();
    await gone('Viewer').waitFor();
    await page.getByRole('button', { name: 'Use efficientnet-lite0' }).waitFor();
    await expectAccessible(page, 'a missing model');
    await takeScreenshot(page, `${host}-session-missing`);
    expect(await written()).toMatchObject({ ...last, choices: {} });
    await moved('away', '.');
    await page.getByRole('region', { name: 'Viewer' }).getByRole('button', { name: 'Look again' }).click();
    await screen.heatmap().waitFor();
    expect(await page.getByRole('contentinfo').innerText()).toContain('\nnet\n');
    expect(workbench.complaints).toEqual([]);
    await workbench.close();
    running.delete(workbench);
  });

  if (host === 'Electron')
    it('keeps the size of its window through a crash', async () => {
      const { workbench } = await start();
      const size = () =>
        workbench.electron?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize());
      await workbench.electron?.evaluate(({ BrowserWindow }) => {
        BrowserWindow.getAllWindows()[0]?.setSize(1234, 777);
      });
      await expect.poll(size).toEqual([1234, 777]);
      await expect.poll(() => kept('window.json')).toMatchObject({ width: 1234, height: 777 });
      await workbench.crash();
      running.delete(workbench);
      const { workbench: again } = await start();
      const found = await again.electron?.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.getSize(),
      );
      expect(found).toEqual([1234, 777]);
    });
});
