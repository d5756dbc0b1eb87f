import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { describeInBrowser, takeScreenshot, type Workbench } from '../support/workbench.ts';
import { WorkbenchPage } from '../support/workbenchPage.ts';

/** Deletion curves of several methods over each other, and the pictures behind their points. */
describeInBrowser('curves', (launch) => {
  let workbench: Workbench;
  let page: Page;
  let screen: WorkbenchPage;
  let deletion: Locator;

  beforeAll(async () => {
    workbench = await launch();
    ({ page } = workbench);
    page.setDefaultTimeout(60_000);
    screen = new WorkbenchPage(page);
    deletion = page.getByRole('region', { name: 'Deletion curve' });
    await screen.choosePhoto('chelsea.png');
    await screen.heatmap('tiger cat').waitFor();
    await screen.openTab('Curves');
  });
  afterAll(() => workbench.close());

  const line = (title: string) => deletion.getByRole('button', { name: title, exact: false });
  const auc = async (title: string) => Number(/AUC ([\d.]+)/.exec(await line(title).innerText())?.[1]);
  const slider = () => deletion.getByRole('slider');
  const picture = () => deletion.getByRole('img', { name: /^What the model saw at point/ });
  /** The PNG of what is drawn, to tell pictures apart. */
  const pixels = () => picture().evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());

  it('draws the chosen methods and the control, each with its area', async () => {
    await page.getByTitle('Choose methods to draw beside it').click();
    await page.getByRole('checkbox', { name: 'Grad-CAM', exact: true }).check();
    await page.keyboard.press('Escape');
    await deletion.getByRole('button', { name: 'Start deletion curve' }).click();
    await deletion
      .getByText(/\d of \d+/)
      .first()
      .waitFor();
    await expectAccessible(page, 'curves under way');
    await deletion.getByText(/Random\s+AUC\s+0\.\d+/).waitFor({ timeout: 180_000 });
    const areas = [await auc('LIFT-CAM'), await auc('Grad-CAM'), await auc('Random')];
    for (const area of areas) expect(area).toBeGreaterThan(0);
    expect(areas[0]).not.toBe(areas[2]);
    await deletion.getByRole('button', { name: 'Start again the deletion curve' }).waitFor();
  });

  it('shows the changed image at a point, of the curve that is looked at', async () => {
    await slider().focus();
    await page.keyboard.press('ArrowRight');
    await picture().waitFor();
    const first = await pixels();
    await page.keyboard.press('End');
    await deletion.getByText('100 % removed').waitFor();
    await expect.poll(pixels).not.toBe(first);
    const last = await pixels();
    await page.keyboard.press('Home');
    for (let press = 0; press < 40; press += 1) await page.keyboard.press('ArrowRight');
    await deletion.getByText(/^LIFT-CAM: 17\.9 % removed, probability \d/).waitFor();
    await expect.poll(pixels).not.toBe(last);
    const ofMap = await pixels();
    await line('Random').click();
    await expect.poll(pixels).not.toBe(ofMap);
    await line('LIFT-CAM').click();
    await expect.poll(pixels).toBe(ofMap);
    await expectAccessible(page, 'the picture of a point');
  });

  it('reads the point under the pointer, and shows its picture when it is pressed', async () => {
    const chart = deletion.getByRole('img', { name: /^Deletion curve/ });
    const { width, height } = (await chart.boundingBox()) ?? { width: 0, height: 0 };
    const readOut = deletion.locator('output');
    const resting = await readOut.innerText();
    await chart.hover({ position: { x: 0.6 * width, y: 0.3 * height } });
    await expect.poll(() => readOut.innerText()).toMatch(/: \d\d\.\d % removed, probability \d/);
    const pointed = await readOut.innerText();
    expect(pointed).not.toBe(resting);
    await takeScreenshot(page, 'curves-pointed');
    await page.mouse.move(0, 0);
    await expect.poll(() => readOut.innerText()).toBe(resting);
    const before = await pixels();
    await chart.click({ position: { x: 0.6 * width, y: 0.3 * height } });
    await page.mouse.move(0, 0);
    await expect.poll(() => readOut.innerText()).toBe(pointed);
    await expect.poll(pixels).not.toBe(before);
  });

  it('keeps the curves of a photo when another method comes on show', async () => {
    const before = await auc('Grad-CAM');
    await screen.pick('Method', 'mean gradient of the logit over each');
    await expect.poll(() => page.getByRole('button', { name: /^Method/ }).innerText()).toContain('Grad-CAM');
    await expect.poll(() => auc('Grad-CAM')).toBe(before);
    await screen.pick('Method', 'DeepLIFT contributions');
    await expect.poll(() => line('LIFT-CAM').count()).toBe(1);
  });

  it.each([
    [1280, 720],
    [2560, 1440],
  ])('fits a window of %i × %i in both themes', async (width, height) => {
    await page.setViewportSize({ width, height });
    await takeScreenshot(page, `curves-${String(width)}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(width);
  });

  it('drops them with the class, and complains of nothing', async () => {
    await screen.pick('Class', 'tabby');
    await deletion.getByText('Not run yet').waitFor();
    expect(workbench.complaints).toEqual([]);
  });
});
