import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { describeWorkbench, takeScreenshot, type Workbench } from '../support/workbench.ts';
import { WorkbenchPage } from '../support/workbenchPage.ts';

/** Settings of the model: tried on the photo, kept over a reload, and taken away again. */
describeWorkbench(
  'model settings',
  (launch) => {
    let workbench: Workbench;
    let page: Page;
    let screen: WorkbenchPage;
    let dialog: Locator;
    let usual: string;

    beforeAll(async () => {
      workbench = await launch();
      ({ page } = workbench);
      screen = new WorkbenchPage(page);
      await page.setViewportSize({ width: 1280, height: 720 });
      dialog = page.getByRole('dialog', { name: 'Model settings' });
      await screen.heatmap('football helmet').waitFor();
      await screen.choosePhoto('chelsea.png');
      await screen.heatmap('tiger cat').waitFor();
      usual = await topProbability(page.getByRole('region', { name: 'Inspector' }));
    });
    afterAll(() => workbench.close());

    async function openSettings(): Promise<void> {
      await page.getByRole('button', { name: 'Model settings' }).click();
      await dialog.getByRole('img', { name: 'Input of the model' }).waitFor();
    }

    it('show what is found and what the model sees and says of the photo', async () => {
      await openSettings();
      await dialog.getByText('From preprocessor_config.json.').waitFor();
      await dialog.getByText('From config.json.').waitFor();
      expect(await dialog.getByRole('spinbutton', { name: 'Mean, R' }).inputValue()).toBe('0.4980392');
      expect(await topProbability(dialog)).toBe(usual);
      expect(await dialog.getByRole('button', { name: 'Apply' }).isDisabled()).toBe(true);
      await takeScreenshot(page, 'model-settings');
    });

    it('change the prediction as they are changed', async () => {
      for (const channel of ['R', 'G', 'B']) {
        await dialog.getByRole('spinbutton', { name: `Mean, ${channel}` }).fill('0.9');
      }
      await expect.poll(() => topProbability(dialog), { timeout: 30_000 }).not.toBe(usual);
      const tried = await topProbability(dialog);
      await dialog.getByRole('button', { name: 'Apply' }).click();
      await dialog.waitFor({ state: 'detached' });
      const inspector = page.getByRole('region', { name: 'Inspector' });
      await screen.eventually(() => topProbability(inspector), tried);
    });

    it('refuse what does not fit, in place', async () => {
      await openSettings();
      await dialog.getByRole('textbox', { name: 'Class names, one a line' }).fill('cat\ndog');
      await dialog.getByRole('textbox', { name: 'Class names, one a line' }).blur();
      await dialog.getByText(/it names 2 classes, but the model has 1000/).waitFor();
      expect(await dialog.getByRole('button', { name: 'Apply' }).isDisabled()).toBe(true);
      await expectAccessible(page, 'refused class names');
      await takeScreenshot(page, 'model-settings-refused');
      await dialog.getByRole('button', { name: 'Remove' }).click();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    });

    it('are remembered after a reload, and reset', async () => {
      await page.reload();
      await screen.heatmap().waitFor();
      await screen.choosePhoto('chelsea.png');
      await openSettings();
      await dialog.getByText('From the model settings.').waitFor();
      expect(await dialog.getByRole('spinbutton', { name: 'Mean, G' }).inputValue()).toBe('0.9');
      await dialog.getByRole('button', { name: 'Reset' }).click();
      await dialog.waitFor({ state: 'detached' });
      const inspector = page.getByRole('region', { name: 'Inspector' });
      await screen.eventually(() => topProbability(inspector), usual);
    });

    it('complain of nothing', () => {
      expect(workbench.complaints).toEqual([]);
    });
  },
  'Chromium',
);

/** The first percentage in a part of the page: that of the top class. */
async function topProbability(part: Locator): Promise<string> {
  return /[\d.]+\s?%/.exec(await part.innerText())?.[0] ?? '';
}
