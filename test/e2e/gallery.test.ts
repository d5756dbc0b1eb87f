import { copyFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MOST_THUMBNAILS } from '../../renderer/state/thumbnails.ts';
import { expectAccessible } from '../support/axe.ts';
import { samples } from '../support/commandLine.ts';
import { noteFirstRow, totalAtFirstRow } from '../support/firstRow.ts';
import { countHeldUrls, heldUrls } from '../support/heldUrls.ts';
import { writeManyPhotos } from '../support/manyPhotos.ts';
import {
  describeInBrowser,
  describeWorkbench,
  takeInSizes,
  takeScreenshot,
  type Workbench,
} from '../support/workbench.ts';
import { WorkbenchPage } from '../support/workbenchPage.ts';

const COUNT = 10_000;

/** A folder of many photos, some of them broken: seen through, sorted, filtered, predicted, and lost. */
describeWorkbench(
  'gallery',
  (launch) => {
    let workbench: Workbench;
    let page: Page;
    let screen: WorkbenchPage;
    let root: string;
    let many: string;

    beforeAll(async () => {
      root = await mkdtemp(join(tmpdir(), 'workbench-gallery-'));
      many = join(root, 'many');
      await writeManyPhotos(many, COUNT);
      workbench = await launch({ folder: many });
      ({ page } = workbench);
      page.setDefaultTimeout(60_000);
      screen = new WorkbenchPage(page);
      await noteFirstRow(page);
      await countHeldUrls(page);
    });
    afterAll(async () => {
      await workbench.close();
      await rm(root, { recursive: true, force: true });
    });

    const list = () => page.getByRole('listbox', { name: 'Photos' });
    const filter = () => page.getByRole('searchbox', { name: /^Filter photos/ });
    /** Rows that are still without a picture, and not broken. */
    const rowsWithout = () =>
      page.getByRole('option').evaluateAll((all) => {
        const waiting = all.filter((row) => !row.querySelector('img') && !/Broken/.test(row.textContent));
        return all.length === 0 ? 1 : waiting.length;
      });
    const predicted = async () =>
      Number(
        /(\d[\d,]*) predicted/.exec(await page.getByText(/\d predicted/).innerText())?.[1]?.replace(',', ''),
      );

    it('shows the first photos before it has listed all, and draws the rows in view alone', async () => {
      await page.getByText('10,000 photos', { exact: true }).waitFor();
      expect(await totalAtFirstRow(page)).toBeGreaterThan(0);
      expect(await totalAtFirstRow(page)).toBeLessThan(COUNT / 10);
      await expect.poll(() => page.locator('[role="option"] img').count()).toBeGreaterThan(5);
      expect(await page.getByRole('option').count()).toBeLessThan(60);
      await page.getByRole('option', { name: 'photo 00001.jpg' }).waitFor();
      expect(await list().getAttribute('aria-activedescendant')).toBe('photo-0');
    });

    it('goes to the end and back by the keyboard', async () => {
      await screen.heatmap().waitFor();
      await list().focus();
      await page.keyboard.press('End');
      await page.getByRole('option', { name: 'photo 10000 broken.jpg', selected: true }).waitFor();
      await page.keyboard.press('ArrowUp');
      await page.getByRole('option', { name: 'photo 09999.jpg', selected: true }).waitFor();
      await screen.heatmap().waitFor();
      await page.keyboard.press('Home');
      await page.getByRole('option', { name: 'photo 00001.jpg', selected: true }).waitFor();
    });

    it('says of broken files what is wrong with each', async () => {
      await filter().fill('broken');
      await page.getByText('100 of 10,000 photos').waitFor();
      await page
        .getByText(/^Broken: the file is cut short/)
        .first()
        .waitFor();
      await page
        .getByText(/^Broken: .*(not|no) .*image/)
        .first()
        .waitFor();
      await expectAccessible(page, 'broken rows');
      await takeInSizes(page, 'gallery-broken');
      // What a row is too small for, the viewer says in full of the chosen one.
      await list().focus();
      await page.keyboard.press('Home');
      const alert = page.getByRole('region', { name: 'Viewer' }).getByRole('alert');
      await alert.getByText('This image cannot be shown.').waitFor();
      const title = await page.getByRole('option', { selected: true }).getAttribute('title');
      expect(title).toMatch(/\S/);
      expect(await alert.innerText()).toContain(title);
      await expectAccessible(page, 'a broken photo');
      await filter().fill('');
    });

    it('holds a bounded number of thumbnails, however far it is scrolled', async () => {
      const height = await list().evaluate(({ scrollHeight }) => scrollHeight);
      expect(height).toBeGreaterThan(COUNT * 60);
      // Through more rows than are kept, each seen with its picture or without one; then by leaps to the end.
      await page.setViewportSize({ width: 1280, height: 1440 });
      const view = await list().evaluate(({ clientHeight }) => clientHeight);
      const passed = 1.2 * MOST_THUMBNAILS * (height / COUNT);
      const near = Array.from({ length: Math.ceil(passed / view) }, (_, at) => at * view);
      const far = [0.25, 0.5, 0.75, 1].map((share) => share * height);
      let most = 0;
      for (const top of [...near, ...far]) {
        await list().evaluate((element, to) => {
          element.scrollTop = to;
        }, top);
        await expect.poll(rowsWithout).toBe(0);
        expect(await page.getByRole('option').count()).toBeLessThan(60);
        most = Math.max(most, await heldUrls(page));
      }
      // A hundredth of the rows are broken.
      expect(most).toBeGreaterThan(0.98 * MOST_THUMBNAILS);
      expect(most).toBeLessThanOrEqual(MOST_THUMBNAILS);
      await page.getByRole('option', { name: 'photo 10000 broken.jpg' }).waitFor();
    });

    it('predicts in the background, gives way to the photo that is chosen, and stops when told', async () => {
      await page.getByRole('button', { name: 'Predict all' }).click();
      await expect.poll(predicted, { timeout: 30_000 }).toBeGreaterThan(3);
      await expectAccessible(page, 'predicting');
      await takeInSizes(page, 'gallery-predicting');
      await page.getByRole('status').getByText('Predicting the folder').waitFor();
      await list().evaluate((element) => {
        element.scrollTop = element.scrollHeight;
      });
      await page.getByRole('option', { name: 'photo 09999.jpg' }).click();
      await page.getByRole('option', { name: 'photo 09999.jpg', selected: true }).waitFor();
      await screen.eventually(async () => (await screen.badge.innerText()).trim(), 'exact');
      await page.getByRole('button', { name: 'Stop predicting' }).click();
      const stopped = await predicted();
      await page.getByRole('button', { name: 'Predict all' }).waitFor();
      await page.waitForTimeout(1000);
      expect(await predicted()).toBe(stopped);
      expect(await page.getByText('Predicting the folder').count()).toBe(0);
    });

    it('sorts by what it has predicted, the surest first', async () => {
      await page.getByRole('button', { name: /^Sort photos/ }).click();
      await expectAccessible(page, 'sort menu');
      await takeInSizes(page, 'gallery-sort-menu');
      await page.getByRole('menuitemradio', { name: 'Highest probability first' }).click();
      await list().evaluate((element) => {
        element.scrollTop = 0;
      });
      const percents = async () =>
        (await page.getByRole('option').allInnerTexts())
          .map((text) => Number(/([\d.]+) ?%/.exec(text)?.[1] ?? NaN))
          .filter((percent) => !Number.isNaN(percent));
      await expect.poll(async () => (await percents()).length).toBeGreaterThan(3);
      const found = await percents();
      expect(found).toEqual([...found].sort((a, b) => b - a));
      await takeInSizes(page, 'gallery-sorted');
    });

    it('tells once that its folder has gone, and goes on when it is back', async () => {
      const selected = await page.getByRole('option', { selected: true }).count();
      await rename(many, join(root, 'moved'));
      await page.getByRole('button', { name: 'Read the folder again' }).click();
      const notice = page.getByRole('region', { name: 'Gallery' }).getByRole('alert');
      await notice.waitFor();
      expect(await notice.count()).toBe(1);
      await takeInSizes(page, 'gallery-folder-gone');
      await rename(join(root, 'moved'), many);
      await notice.getByRole('button', { name: 'Look again' }).click();
      await page.getByText('10,000 photos', { exact: true }).waitFor();
      expect(await notice.count()).toBe(0);
      expect(selected).toBeLessThanOrEqual(1);
    });

    it('complains of nothing', () => {
      expect(workbench.complaints).toEqual([]);
    });
  },
  'Chromium',
);

/** A small folder, predicted to its end. */
describeInBrowser('predicted folder', (launch) => {
  let workbench: Workbench;
  let page: Page;
  let root: string;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'workbench-predicted-'));
    await mkdir(join(root, 'few'));
    for (const name of ['chelsea.png', 'coffee.png', 'rocket.jpg'])
      await copyFile(join(samples, name), join(root, 'few', name));
    await writeFile(join(root, 'few', 'torn.jpg'), 'no picture');
    workbench = await launch({ folder: join(root, 'few') });
    ({ page } = workbench);
    page.setDefaultTimeout(60_000);
  });
  afterAll(async () => {
    await workbench.close();
    await rm(root, { recursive: true, force: true });
  });

  const names = async () =>
    (await page.getByRole('option').allInnerTexts()).map((text) => text.trim().split('\n')[0]);

  it('knows the class of every photo that can be read', async () => {
    await page.getByRole('button', { name: 'Predict all' }).click();
    await page.getByText('3 predicted, 1 cannot be read').click();
    await page.getByRole('listitem').filter({ hasText: 'torn.jpg' }).waitFor();
    await takeScreenshot(page, 'gallery-unread');
    await page.getByRole('option', { name: /coffee\.png espresso/ }).waitFor();
    await expectAccessible(page, 'predicted but for one');
  });

  it('sorts by class and filters by it', async () => {
    await page.getByRole('button', { name: /^Sort photos/ }).click();
    await page.getByRole('menuitemradio', { name: 'Predicted class' }).click();
    await expect.poll(names).toEqual(['coffee.png', 'rocket.jpg', 'chelsea.png', 'torn.jpg']);
    await page.getByRole('searchbox', { name: /^Filter photos/ }).fill('espresso');
    await expect.poll(names).toEqual(['coffee.png']);
    await takeScreenshot(page, 'gallery-filtered');
  });

  it('says so when a folder that is read again has no photos any more', async () => {
    await rm(join(root, 'few'), { recursive: true });
    await mkdir(join(root, 'few'));
    await page.getByRole('button', { name: 'Read the folder again' }).click();
    await page.getByText('There is no photo in this folder.').waitFor();
    await takeInSizes(page, 'gallery-empty');
  });
});
