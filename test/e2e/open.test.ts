import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { answerOpenDialog } from '../support/nativeDialogs.ts';
import { repository } from '../support/repository.ts';
import { describeWorkbench, takeScreenshot, type Workbench } from '../support/workbench.ts';
import { WorkbenchPage } from '../support/workbenchPage.ts';

/** Folders and models of the person's own, through the native dialogs, and back to the bundled ones. */
describeWorkbench(
  'open',
  (launch) => {
    let workbench: Workbench;
    let electron: ElectronApplication;
    let page: Page;
    let screen: WorkbenchPage;

    beforeAll(async () => {
      workbench = await launch();
      if (!workbench.electron) throw new Error('not the desktop app');
      ({ page, electron } = workbench);
      screen = new WorkbenchPage(page);
      await screen.heatmap('football helmet').waitFor();
    });
    afterAll(() => workbench.close());

    it('finds nothing wrong at the start', () => expectAccessible(page, 'start'));

    it('shows the photos of a folder, the first one explained', async () => {
      await answerOpenDialog(electron, join(repository, 'test', 'fixtures', 'offCentre'));
      await page.getByRole('button', { name: 'Open folder' }).click();
      await page.getByRole('heading', { name: 'offCentre' }).waitFor();
      await screen.heatmap('espresso').waitFor();
      expect(await page.getByRole('option').allInnerTexts()).toEqual([
        expect.stringContaining('left.jpg'),
        expect.stringContaining('right.jpg'),
        expect.stringContaining('top.jpg'),
      ]);
      await screen.choosePhoto('top.jpg');
      await page.getByRole('option', { name: /top\.jpg/, selected: true }).waitFor();
      await screen.heatmap().waitFor();
      await takeScreenshot(page, 'Electron-own-folder');
    });

    it('opens a model without files beside it, says what it assumes, and explains', async () => {
      await answerOpenDialog(electron, join(repository, 'test', 'golden', 'models', 'vgg-mini.ts13.onnx'));
      await page.getByRole('button', { name: 'Open model' }).click();
      await page.getByText(/no preprocessor_config\.json beside the model/).waitFor();
      await page.getByText(/classes are shown by number/).waitFor();
      await screen.heatmap(/^Saliency map of \d$/).waitFor();
      await expect.poll(() => screen.badge.innerText()).toContain('locally accurate');

      await page
        .getByRole('banner')
        .getByRole('button', { name: /^Layer/ })
        .click();
      const layers = page.getByRole('treeitem').filter({ hasText: '×' });
      expect(await layers.count()).toBeGreaterThan(3);
      expect(await layers.filter({ hasText: 'Relu · non-linear: approximate' }).count()).toBeGreaterThan(0);
      await takeScreenshot(page, 'Electron-own-model-layers');
      await page.keyboard.press('Escape');
      await layers.first().waitFor({ state: 'detached' });
      await takeScreenshot(page, 'Electron-own-model');
    });

    it('goes back to what is bundled', async () => {
      await page.getByRole('button', { name: 'Opened models' }).click();
      await expectAccessible(page, 'opened models');
      await takeScreenshot(page, 'Electron-opened-models');
      await page.getByRole('list', { name: 'Opened models' }).getByText('efficientnet-lite0').first().click();
      await page.getByRole('button', { name: /^Layer.*hardtanh_32/ }).waitFor();
      await page.getByRole('button', { name: 'Opened folders' }).click();
      await expectAccessible(page, 'opened folders');
      await takeScreenshot(page, 'Electron-opened-folders');
      await page.getByRole('list', { name: 'Opened folders' }).getByText('samples').first().click();
      await screen.heatmap('football helmet').waitFor();
    });

    it('complains of nothing', () => {
      expect(workbench.complaints).toEqual([]);
    });
  },
  'Electron',
);
