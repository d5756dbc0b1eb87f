import { mkdir, mkdtemp, copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kill } from 'node:process';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { POPOVERS } from '../support/popovers.ts';
import { repository } from '../support/repository.ts';
import { describeWorkbench, takeInSizes, takeScreenshot, type Workbench } from '../support/workbench.ts';
import { WorkbenchPage } from '../support/workbenchPage.ts';

/** Pictures of every screen, to be looked at; and nothing may stick out of the window or be complained of. */
describeWorkbench(
  'look',
  (launch) => {
    let workbench: Workbench;
    let screen: WorkbenchPage;
    let page: Page;
    let folder: string;

    beforeAll(async () => {
      folder = await photosSomeBroken();
      workbench = await launch({ folder });
      ({ page } = workbench);
      page.setDefaultTimeout(15_000);
      screen = new WorkbenchPage(page);
      await page.getByRole('option', { name: /chelsea/ }).waitFor();
    });
    afterAll(async () => {
      await workbench.close();
      await rm(folder, { recursive: true, force: true });
    });

    it('fits a small and a large window in every scene', async () => {
      const fits = async (scene: string) => {
        expect(await page.evaluate(sticksOut), scene).toEqual([]);
      };
      const shoot = (scene: string) => takeInSizes(page, `look-${scene}`, () => fits(scene));

      await screen.choosePhoto('chelsea.png');
      await screen.heatmap('tiger cat').waitFor();
      await shoot('start');
      for (const { name: popover, open, shows } of POPOVERS) {
        await open(page);
        await shows(page).waitFor();
        await takeScreenshot(page, `look-${popover}-1280`);
        await fits(popover);
        await page.setViewportSize({ width: 2560, height: 1440 });
        await shows(page).waitFor();
        await fits(popover);
        await page.setViewportSize({ width: 1280, height: 720 });
        await page.keyboard.press('Escape');
        await shows(page).waitFor({ state: 'detached' });
      }

      for (const drawn of ['Contours', 'Split with the original']) {
        await page.getByRole('button', { name: drawn }).click();
        await shoot(drawn.split(' ')[0] ?? drawn);
        await page.getByRole('button', { name: drawn }).click();
      }

      await screen.pick('Layer', 'add_6');
      await screen.eventually(async () => (await screen.badge.innerText()).trim(), 'locally accurate');
      await page.getByRole('radio', { name: 'Signed' }).click();
      await page
        .getByRole('button', { name: /^Show channel/ })
        .first()
        .click();
      await page.getByRole('button', { name: 'Switch off' }).click();
      await page.mouse.move(0, 0);
      await screen.eventually(() => screen.value('present'), '191 of 192');
      await expect.poll(() => screen.value('score')).not.toBe('…');
      await shoot('signed-channel-off');
      await page.getByRole('radio', { name: 'Table' }).click();
      await shoot('table');
      await page.getByRole('radio', { name: 'Bars' }).click();
      await page.getByRole('radio', { name: 'All', exact: true }).click();
      await shoot('all-bars');
      await page.getByRole('radio', { name: 'Top 20' }).click();
      await page.getByRole('button', { name: 'Keep shown' }).click();
      await page.getByRole('button', { name: 'Invert' }).click();
      await page.getByRole('button', { name: 'What the model saw' }).click();
      await screen.eventually(() => screen.value('present'), '172 of 192');
      await screen.heatmap().waitFor();
      await shoot('model-view');
      await page.getByRole('button', { name: 'What the model saw' }).click();
      await page.getByRole('radio', { name: 'ReLU' }).click();
      await screen.pick('Layer', 'hardtanh_32');
      await screen.eventually(async () => (await screen.badge.innerText()).trim(), 'exact');

      await screen.openTab('Curves');
      for (const kind of ['Deletion', 'Insertion']) {
        const curve = page.getByRole('region', { name: `${kind} curve` });
        await curve.getByRole('button', { name: /^Start/ }).click();
        await curve.getByText(/Random\s+AUC\s+0\.\d+/).waitFor({ timeout: 120_000 });
      }
      await shoot('curves');
      await screen.openTab('Compare');
      await shoot('compare-empty');
      await page.getByRole('button', { name: 'Compare', exact: true }).click();
      await page
        .getByRole('button', { name: 'Cancel comparison' })
        .waitFor({ state: 'detached', timeout: 120_000 });
      await shoot('compare');
      await screen.openTab('Ground truth');
      await page.getByRole('img', { name: /^LIFT-CAM weights against/ }).waitFor();
      await shoot('truth');
      await page.getByLabel('Table').check();
      await shoot('truth-table');
      await page.getByLabel('Table').uncheck();
      await screen.openTab('Channels');

      await screen.pick('Method', 'LayerCAM');
      await page.getByText('This method gives a map but no weight per channel.').waitFor();
      await shoot('no-weights');
      await screen.pick('Method', 'LIFT-CAM');
      await page.getByRole('button', { name: 'Hide all hints' }).click();
      await screen.badge.waitFor();
      await shoot('no-hints');
      await page.getByRole('button', { name: 'Help' }).click();
      await page.getByRole('menuitem', { name: 'Show hints again' }).click();

      await screen.choosePhoto('cut-short.png');
      await page.getByText('This image cannot be shown.').waitFor();
      await shoot('broken-photo');
      await page.getByRole('searchbox', { name: 'Filter photos' }).fill('nothing like it');
      await page.getByText('No photo matches the filter.').waitFor();
      await shoot('nothing-matches');
      await page.getByRole('searchbox', { name: 'Filter photos' }).fill('');
    });

    it('complains of nothing', () => {
      expect(workbench.complaints).toEqual([]);
    });
  },
  'Chromium',
);

/** What stands in the window while the engine has not answered: it is held still meanwhile. */
describeWorkbench(
  'look while waiting',
  (launch) => {
    let workbench: Workbench;
    let screen: WorkbenchPage;
    let page: Page;

    beforeAll(async () => {
      workbench = await launch();
      ({ page } = workbench);
      await page.setViewportSize({ width: 1280, height: 720 });
      screen = new WorkbenchPage(page);
      await screen.heatmap('football helmet').waitFor();
    });
    afterAll(async () => {
      kill(workbench.engineProcess(), 'SIGCONT');
      await workbench.close();
    });

    async function shoot(scene: string): Promise<void> {
      await takeScreenshot(page, `look-waiting-${scene}`);
    }

    it('keeps the layout while a photo is explained, and at the start', async () => {
      const inspector = page.getByRole('region', { name: 'Inspector' });
      const height = () => inspector.evaluate(({ scrollHeight }) => scrollHeight);
      const before = await height();
      kill(workbench.engineProcess(), 'SIGSTOP');
      await page.getByRole('option', { name: /coffee/ }).click();
      await screen.heatmap('football helmet').waitFor({ state: 'detached' });
      expect(Math.abs((await height()) - before)).toBeLessThan(24);
      await shoot('photo');
      for (const tab of ['Curves', 'Compare', 'Ground truth'] as const) {
        await screen.openTab(tab);
        await shoot(tab.toLowerCase().replace(' ', '-'));
        expect(await page.getByText(/^No(thing)? .*yet$/).count(), tab).toBe(0);
      }
      await screen.openTab('Channels');
      await page.getByRole('button', { name: 'Running work' }).click();
      await page.getByRole('button', { name: 'Cancel: Explaining' }).last().waitFor();
      await shoot('work');
      await page.keyboard.press('Escape');
      await page.reload();
      await page.getByRole('tab', { name: 'Channels' }).waitFor();
      await shoot('start');
      kill(workbench.engineProcess(), 'SIGCONT');
      await screen.heatmap('espresso').waitFor();
    });

    it('complains of nothing', () => {
      expect(workbench.complaints).toEqual([]);
    });
  },
  'Chromium',
);

/** What stands in the window when a model cannot be opened, a map says nothing, or the engine is gone for good. */
describeWorkbench(
  'look of failures',
  (launch) => {
    let workbench: Workbench;
    let screen: WorkbenchPage;
    let page: Page;
    let folder: string;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'workbench-model-'));
      await mkdir(join(folder, 'no photos'));
      const model = join(folder, 'cut-short.onnx');
      await writeFile(model, 'no model');
      workbench = await launch({ model, folder: join(folder, 'no photos') });
      ({ page } = workbench);
      page.setDefaultTimeout(15_000);
      await page.setViewportSize({ width: 1280, height: 720 });
      screen = new WorkbenchPage(page);
    });
    afterAll(async () => {
      await workbench.close();
      await rm(folder, { recursive: true, force: true });
    });

    async function shoot(scene: string): Promise<void> {
      await takeScreenshot(page, `look-${scene}`);
      await expectAccessible(page, scene);
    }

    it('says why a model cannot be opened, and opens another', async () => {
      const notice = page.getByRole('alert');
      await notice.getByText(/cut-short.* cannot be opened/).waitFor();
      await page.getByText('There is no photo in this folder.').waitFor();
      await shoot('model-unreadable');
      await page.getByRole('button', { name: 'Open folder' }).click();
      await page.getByRole('list', { name: 'Opened folders' }).getByText('samples').first().click();
      await page.getByRole('button', { name: 'Open model' }).click();
      await page.getByRole('list', { name: 'Opened models' }).getByText('efficientnet-lite0').first().click();
      await screen.heatmap('football helmet').waitFor();
      expect(await notice.count()).toBe(0);
    });

    it('draws no map of no channels', async () => {
      await page.getByRole('button', { name: 'Invert' }).click();
      await page.getByText('The map is zero everywhere').waitFor();
      await shoot('empty-map');
      await page.getByRole('button', { name: 'Undo' }).click();
    });

    it('says in its place why a curve was interrupted, and starts it again', async () => {
      await screen.openTab('Curves');
      const curve = page.getByRole('region', { name: 'Deletion curve' });
      await curve.getByRole('button', { name: /^Start/ }).click();
      await curve.getByRole('button', { name: 'Cancel deletion curve' }).waitFor();
      kill(workbench.engineProcess(), 'SIGKILL');
      await curve.getByText(/the curve was interrupted\. *The engine process ended/i).waitFor();
      await shoot('curve-interrupted');
      await curve.getByRole('button', { name: 'Start deletion curve' }).click();
      await curve.getByRole('button', { name: 'Cancel deletion curve' }).click();
      await screen.openTab('Channels');
    });

    it('says that the engine is being restarted', async () => {
      const before = workbench.engineProcess();
      kill(before, 'SIGKILL');
      // Held still at its start, the next one is not ready yet.
      const next = await vi.waitFor(
        () => {
          const process = workbench.engineProcess();
          if (process === before) throw new Error('not started yet');
          return process;
        },
        { timeout: 10_000, interval: 20 },
      );
      kill(next, 'SIGSTOP');
      await page.getByText('Engine restarting.').waitFor();
      await shoot('engine-restarting');
      kill(next, 'SIGCONT');
      await page.getByText('Engine restarted, going on').waitFor();
    });

    it('offers to restart an engine that keeps dying', async () => {
      const stopped = page.getByText('The engine has stopped.');
      await expect
        .poll(
          async () => {
            killIfThere(workbench);
            return stopped.count();
          },
          { timeout: 60_000, interval: 300 },
        )
        .toBe(1);
      await shoot('engine-stopped');
      await page.getByRole('button', { name: 'Restart engine' }).click();
      await stopped.waitFor({ state: 'detached' });
      await screen.choosePhoto('coffee.png');
      await screen.heatmap('espresso').waitFor();
    });
  },
  'Chromium',
);

/** Between its end and its restart there is no engine to end. */
function killIfThere(workbench: Workbench): void {
  try {
    kill(workbench.engineProcess(), 'SIGKILL');
  } catch {
    // None there, or one that has ended meanwhile.
  }
}

/** A folder with two photos, one cut short and one that is no picture at all. */
async function photosSomeBroken(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'workbench-photos-'));
  const samples = join(repository, 'models', 'samples');
  await copyFile(join(samples, 'chelsea.png'), join(folder, 'chelsea.png'));
  await copyFile(join(samples, 'rocket.jpg'), join(folder, 'rocket.jpg'));
  const whole = await readFile(join(samples, 'coffee.png'));
  await writeFile(join(folder, 'cut-short.png'), whole.subarray(0, 2000));
  await writeFile(join(folder, 'a name that is far too long for the narrow list.jpg'), 'no picture');
  return folder;
}

/** Runs in the page: what reaches beyond the window's edges, in words. */
function sticksOut(): string[] {
  const found: string[] = [];
  const root = document.scrollingElement;
  if (root && root.scrollWidth > window.innerWidth) found.push(`page: ${String(root.scrollWidth)} wide`);
  if (root && root.scrollHeight > window.innerHeight) found.push(`page: ${String(root.scrollHeight)} high`);
  for (const element of document.querySelectorAll('.popover, header, footer, aside, [role="toolbar"]')) {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    // What scrolls may lie above or below; sideways nothing may.
    const scrolls = element.closest('[aria-label="Inspector"]') !== null;
    const below = !scrolls && (top < 0 || bottom > window.innerHeight);
    if (below || left < 0 || right > window.innerWidth || element.scrollWidth > element.clientWidth + 1)
      found.push(element.getAttribute('aria-label') ?? element.className);
  }
  return found;
}
