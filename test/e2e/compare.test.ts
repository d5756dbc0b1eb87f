import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWorkbench, takeScreenshot, type Workbench } from '../support/workbench.ts';
import { WorkbenchPage } from '../support/workbenchPage.ts';

const VARIANTS = [
  { width: 1280, height: 720 },
  { width: 2560, height: 1440 },
].flatMap((size) => (['light', 'dark'] as const).map((theme) => ({ ...size, theme })));

/** Three methods side by side on a photo: maps, cosine to SHAP and a score under each, a click that shows one. */
describeWorkbench(
  'compare',
  (launch, host) => {
    let workbench: Workbench;
    let screen: WorkbenchPage;
    let page: Page;
    let grid: Locator;

    beforeAll(async () => {
      workbench = await launch();
      ({ page } = workbench);
      screen = new WorkbenchPage(page);
      grid = page.getByRole('table', { name: 'Maps of each method' });
      await screen.choosePhoto('chelsea.png');
      await screen.heatmap('tiger cat').waitFor();
      await screen.openTab('Compare');
    });
    afterAll(() => workbench.close());

    const cell = (method: string, column: string | RegExp) =>
      grid.getByRole('row', { name: new RegExp(`^${method}`) }).getByRole('button', {
        name: column instanceof RegExp ? column : new RegExp(`, ${column}:`),
      });
    const maps = () => grid.getByRole('button', { name: /Show in the viewer$/ });
    const done = () =>
      expect
        .poll(() => page.getByRole('button', { name: 'Compare', exact: true }).count(), { timeout: 120_000 })
        .toBe(1);

    it('compares three methods on the classes of a photo, with the cosine under each map', async () => {
      await page.getByRole('button', { name: 'Compare', exact: true }).click();
      await done();
      expect(await grid.getByRole('row').count()).toBe(4);
      expect(await maps().count()).toBe(9);
      // On this affine head LIFT-CAM is the Shapley value; Grad-CAM is not.
      const lift = await cell('LIFT-CAM', 'tiger cat').getAttribute('aria-label');
      expect(lift).toMatch(/cos 1\.00, AD % \d/);
      const gradCam = await cell('Grad-CAM', 'tiger cat').first().getAttribute('aria-label');
      expect(gradCam).toMatch(/cos 0\.\d+, AD % \d/);
    });

    it.each(VARIANTS)('looks right at $width × $height, $theme', async ({ width, height, theme }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: theme });
      await takeScreenshot(page, `compare-${host}-${String(width)}-${theme}`);
      const spread = await cell('LIFT-CAM', 'tiger cat').locator('canvas').evaluate(spreadOf);
      expect(spread).toBeGreaterThan(20);
    });

    it('shows a cell in the viewer, by the keyboard too', async () => {
      await cell('Grad-CAM', 'tabby').first().focus();
      await page.keyboard.press('Enter');
      await screen.heatmap('tabby').waitFor();
      expect(await page.getByRole('button', { name: /^Method/ }).innerText()).toContain('Grad-CAM');
    });

    it('compares on photos, and can be cancelled', async () => {
      await page.getByRole('radio', { name: 'Photos' }).click();
      await page.getByRole('button', { name: '1 score' }).click();
      await page.getByRole('checkbox', { name: 'Deletion AUC' }).check();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Compare', exact: true }).click();
      await expect.poll(() => maps().count(), { timeout: 60_000 }).toBeGreaterThan(2);
      await page.getByRole('button', { name: 'Cancel comparison' }).click();
      await done();
      expect(await grid.getByRole('columnheader', { name: 'chelsea.png' }).count()).toBe(1);
      await takeScreenshot(page, `compare-${host}-photos`);
    });

    it('complains of nothing', () => {
      expect(workbench.complaints).toEqual([]);
    });
  },
  'Chromium',
);

/** Spread of a canvas's colours: near 0 where nothing is drawn. */
function spreadOf(element: HTMLElement | SVGElement): number {
  const canvas = element as unknown as HTMLCanvasElement;
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  const values = Array.from(data.filter((_, index) => index % 4 !== 3));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
