import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { samples } from '../support/commandLine.ts';
import { electronExecutable } from '../support/electronHost.ts';
import { dropFiles, hoverFiles } from '../support/dropFiles.ts';
import { answerOpenDialog, answerSaveDialog } from '../support/nativeDialogs.ts';
import { repository } from '../support/repository.ts';
import { describeWorkbench, takeScreenshot, type Workbench } from '../support/workbench.ts';
import { WorkbenchPage } from '../support/workbenchPage.ts';

const model = join(repository, 'test', 'golden', 'models', 'vgg-mini.ts13.onnx');

/** What the person opens outside the page: by dropping files on the window, and by the application's menu. */
describeWorkbench('outside the page', (launch, host) => {
  let workbench: Workbench;
  let page: Page;
  let screen: WorkbenchPage;
  let root: string;
  let photos: string;
  let settings: string;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'workbench-outside-'));
    photos = join(root, 'my photos');
    await mkdir(photos);
    for (const name of ['chelsea.png', 'coffee.png']) await copyFile(join(samples, name), join(photos, name));
    await writeFile(join(root, 'notes.txt'), 'no photo');
    settings = join(root, 'settings');
    workbench = await launch({ settings });
    ({ page } = workbench);
    page.setDefaultTimeout(30_000);
    screen = new WorkbenchPage(page);
    await screen.heatmap('football helmet').waitFor();
  });
  afterAll(async () => {
    await workbench.close();
    await rm(root, { recursive: true, force: true });
  });

  const desktopOnly = host === 'Electron' ? it : () => undefined;
  const browserOnly = host === 'Chromium' ? it : () => undefined;
  const heading = (name: string) => page.getByRole('heading', { name });

  desktopOnly(
    'says what can be dropped while files are over the window, and not any more once they left',
    async () => {
      const leave = await hoverFiles(page, [photos]);
      const overlay = page.getByText('Drop a folder, photos or an .onnx model');
      await overlay.waitFor();
      await expectAccessible(page, 'files over the window');
      await takeScreenshot(page, 'Electron-drop-overlay');
      await leave();
      await overlay.waitFor({ state: 'detached' });
    },
  );

  desktopOnly('opens a photo that is dropped, in its folder', async () => {
    await dropFiles(page, [join(photos, 'coffee.png')]);
    await heading('my photos').waitFor();
    await screen.heatmap('espresso').waitFor();
    expect(await page.getByRole('option', { selected: true }).innerText()).toContain('coffee.png');
  });

  desktopOnly(
    'opens what a second start names, from where that was made, and stays the only one',
    async () => {
      const second = spawn(electronExecutable(), ['--no-sandbox', repository, 'models/samples'], {
        cwd: repository,
        env: { ...process.env, XDG_CONFIG_HOME: settings },
        stdio: 'ignore',
      });
      await once(second, 'exit');
      await heading('samples').waitFor();
      await screen.heatmap('football helmet').waitFor();
    },
  );

  desktopOnly('opens a model that is dropped', async () => {
    await dropFiles(page, [model]);
    await page.getByText(/no preprocessor_config\.json beside the model/).waitFor();
  });

  desktopOnly('refuses anything else, in place, and keeps what is open', async () => {
    await dropFiles(page, [join(root, 'notes.txt')]);
    await page.getByRole('alert').getByText("'notes.txt' cannot be opened.").waitFor();
    await expectAccessible(page, 'a refused drop');
    await takeScreenshot(page, 'Electron-drop-refused');
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await heading('samples').waitFor();
  });

  desktopOnly('opens by the menu, and again what was opened before', async () => {
    const { electron } = workbench;
    if (!electron) throw new Error('not the desktop app');
    await answerOpenDialog(electron, photos);
    await clickMenu(electron, ['File', 'Open folder…']);
    await heading('my photos').waitFor();
    const recent = await menuLabels(electron, ['File', 'Open recent']);
    expect(recent[0]).toBe(`my photos (${root})`);
    expect(recent).toContain(`vgg-mini.ts13.onnx (${join(repository, 'test', 'golden', 'models')})`);
    await clickMenu(electron, ['File', 'Open recent', recent[1] ?? '']);
    await heading('samples').waitFor();

    await page.getByRole('button', { name: 'Invert' }).click();
    await clickMenu(electron, ['Edit', 'Undo']);
    await page.getByRole('button', { name: 'Redo' }).and(page.locator(':enabled')).waitFor();
    const filter = page.getByRole('searchbox', { name: 'Filter photos' });
    await filter.pressSequentially('r');
    await clickMenu(electron, ['Edit', 'Undo']);
    await expect.poll(() => filter.inputValue()).toBe('');
    expect(await page.getByRole('button', { name: 'Redo' }).isEnabled()).toBe(true);

    await clickMenu(electron, ['View', 'Curves']);
    await page.getByRole('region', { name: 'Deletion curve' }).waitFor();
    await clickMenu(electron, ['View', 'Theme', 'Light']);
    await page.locator('html[data-theme="light"]').waitFor();
    await clickMenu(electron, ['File', 'Export figure…']);
    await page.getByRole('form', { name: 'Export figure' }).waitFor();
    await page.keyboard.press('Escape');
    const explainer = join(root, 'explainer.onnx');
    await answerSaveDialog(electron, explainer);
    await clickMenu(electron, ['File', 'Export explainer…']);
    await page.getByText(`Saved ${explainer}.`).waitFor();
    await page.keyboard.press('Escape');
    await clickMenu(electron, ['Help', 'About']);
    await page.getByRole('dialog', { name: /^LIFT-CAM Workbench/ }).waitFor();
    await page.keyboard.press('Escape');
  });

  desktopOnly('forgets what was opened before but for what is open', async () => {
    const { electron } = workbench;
    if (!electron) throw new Error('not the desktop app');
    await clickMenu(electron, ['File', 'Open recent', 'Clear recent']);
    await expect
      .poll(() => menuLabels(electron, ['File', 'Open recent']))
      .toEqual([
        expect.stringMatching(/^samples/),
        '',
        expect.stringMatching(/^vgg-mini/),
        '',
        'Clear recent',
      ]);
  });

  browserOnly('says that a browser cannot open what is dropped, and what can', async () => {
    await dropFiles(page, [photos]);
    await page.getByRole('alert').getByText('liftcam serve FOLDER --model MODEL').waitFor();
    await expectAccessible(page, 'a refused drop');
    await takeScreenshot(page, 'Chromium-drop-refused');
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await heading('samples').waitFor();
  });

  it('complains of nothing', () => {
    expect(workbench.complaints).toEqual([]);
  });
});

/** Labels of the entries of a menu; separators have none. */
function menuLabels(electron: ElectronApplication, path: readonly string[]): Promise<string[]> {
  return electron.evaluate(({ Menu }, labels) => {
    let menu = Menu.getApplicationMenu();
    for (const label of labels) menu = menu?.items.find((item) => item.label === label)?.submenu ?? null;
    return (menu?.items ?? []).map(({ label }) => label);
  }, path);
}

/** Chooses an entry of the application's menu, as a click there does. */
async function clickMenu(electron: ElectronApplication, path: readonly string[]): Promise<void> {
  await electron.evaluate(({ Menu }, labels) => {
    let items = Menu.getApplicationMenu()?.items ?? [];
    for (const label of labels.slice(0, -1))
      items = items.find((item) => item.label === label)?.submenu?.items ?? [];
    const entry = items.find((item) => item.label === labels.at(-1));
    if (!entry) throw new Error(`There is no ${labels.join(' > ')}`);
    (entry.click as () => void)();
  }, path);
}
