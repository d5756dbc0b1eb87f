import { copyFile, cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { samples } from '../support/commandLine.ts';
import { repository } from '../support/repository.ts';
import { describeWorkbench, takeScreenshot, type Workbench } from '../support/workbench.ts';
import { WorkbenchPage } from '../support/workbenchPage.ts';

const models = join(repository, 'test', 'golden', 'models');

/** Files that change or go while they are open: told in place, with what to do, and nothing else is lost. */
describeWorkbench(
  'lost files',
  (launch) => {
    let workbench: Workbench;
    let page: Page;
    let screen: WorkbenchPage;
    let root: string;
    let model: string;
    let photos: string;

    beforeAll(async () => {
      root = await mkdtemp(join(tmpdir(), 'workbench-lost-'));
      model = join(root, 'net.onnx');
      photos = join(root, 'photos');
      await copyFile(join(models, 'vgg-mini.ts13.onnx'), model);
      await cp(samples, photos, { recursive: true });
      workbench = await launch({ folder: photos, model });
      ({ page } = workbench);
      page.setDefaultTimeout(30_000);
      screen = new WorkbenchPage(page);
      await screen.heatmap(/^Saliency map of \d$/).waitFor();
    });
    afterAll(async () => {
      await workbench.close();
      await rm(root, { recursive: true, force: true });
    });

    const selected = () => page.getByRole('option', { selected: true }).innerText();

    it('a model that has changed on disk is opened again', async () => {
      const before = await page
        .getByRole('banner')
        .getByRole('button', { name: /^Layer/ })
        .innerText();
      await copyFile(join(models, 'mobilenetv2-mini.ts13.onnx'), join(root, 'other.onnx'));
      await rename(join(root, 'other.onnx'), model);
      await screen.choosePhoto('coffee.png');
      const notice = page.getByRole('alert').filter({ hasText: 'has changed since the model was opened' });
      await notice.waitFor();
      await expectAccessible(page, 'a changed model');
      await takeScreenshot(page, 'lost-model-changed');
      await notice.getByRole('button', { name: 'Open it again' }).click();
      await notice.waitFor({ state: 'detached' });
      await screen.heatmap(/^Saliency map of \d$/).waitFor();
      expect(
        await page
          .getByRole('banner')
          .getByRole('button', { name: /^Layer/ })
          .innerText(),
      ).not.toBe(before);
      expect(await selected()).toContain('coffee.png');
    });

    it('a folder that has gone is told once, and comes back at the same photo', async () => {
      await rename(photos, join(root, 'moved'));
      // Its thumbnails are known: choosing a photo alone finds out.
      await screen.choosePhoto('chelsea.png');
      const notice = page.getByRole('region', { name: 'Gallery' }).getByRole('alert');
      await notice.waitFor();
      await expectAccessible(page, 'a vanished folder');
      await takeScreenshot(page, 'lost-folder-gone');
      await rename(join(root, 'moved'), photos);
      await notice.getByRole('button', { name: 'Look again' }).click();
      await notice.waitFor({ state: 'detached' });
      await screen.heatmap(/^Saliency map of \d$/).waitFor();
      expect(await selected()).toContain('chelsea.png');
    });
  },
  'Chromium',
);
