import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { FAILURE, InterceptedCalls } from '../support/interceptedCalls.ts';
import { POPOVERS } from '../support/popovers.ts';
import { describeWorkbench, type Workbench } from '../support/workbench.ts';
import { WorkbenchPage } from '../support/workbenchPage.ts';

/**
 * axe-core over the window at rest: its tabs, what opens above it, and where there is nothing to show, in both themes. States
 * that work leads to are looked at where they come up, in the tests of that work.
 */
describeWorkbench(
  'accessibility',
  (launch) => {
    let workbench: Workbench;
    let screen: WorkbenchPage;
    let page: Page;

    beforeAll(async () => {
      workbench = await launch();
      ({ page } = workbench);
      page.setDefaultTimeout(30_000);
      await page.setViewportSize({ width: 1280, height: 720 });
      screen = new WorkbenchPage(page);
      await screen.choosePhoto('chelsea.png');
      await screen.heatmap('tiger cat').waitFor();
    });
    afterAll(() => workbench.close());

    it('finds nothing at the start, and tells where the map is strongest', async () => {
      await expectAccessible(page, 'start');
      const described = await screen.heatmap('tiger cat').getAttribute('aria-describedby');
      expect(await page.locator(`#${described ?? ''}`).innerText()).toMatch(
        /^Strongest at x \d+, y \d+, \S.* of the photo\. The arrows move the read-out/,
      );
    });

    it.each(POPOVERS)('finds nothing in $name', async ({ name, open, shows }) => {
      await open(page);
      await shows(page).waitFor();
      try {
        await expectAccessible(page, name);
      } finally {
        await page.keyboard.press('Escape');
        await shows(page).waitFor({ state: 'detached' });
      }
    });

    describe('in the tabs', () => {
      it('channels, as a table and as a waterfall', async () => {
        await page.getByRole('radio', { name: 'Table' }).click();
        await expectAccessible(page, 'table');
        await page.getByRole('radio', { name: 'Waterfall' }).click();
        await expectAccessible(page, 'waterfall');
        await page.getByRole('radio', { name: 'Bars' }).click();
      });

      it('curves, before and after', async () => {
        await screen.openTab('Curves');
        await expectAccessible(page, 'no curves');
        const curve = page.getByRole('region', { name: 'Deletion curve' });
        await curve.getByRole('button', { name: /^Start/ }).click();
        await curve
          .getByText(/AUC\s+0\.\d+/)
          .first()
          .waitFor({ timeout: 120_000 });
        await page.getByLabel('Table').check();
        expect(await curve.getByRole('row').count()).toBeGreaterThan(20);
        await expectAccessible(page, 'curves as a table');
        await page.getByLabel('Table').uncheck();
        await expectAccessible(page, 'curves');
        expect(await curve.getByRole('img', { name: /^Deletion curve/ }).getAttribute('aria-label')).toMatch(
          /the probability goes from .* to .*, area under the curve 0\.\d+/,
        );
      });

      it('compare, before and after', async () => {
        await screen.openTab('Compare');
        await expectAccessible(page, 'nothing compared');
        await page.getByRole('button', { name: 'Compare', exact: true }).click();
        await page
          .getByRole('button', { name: /^LIFT-CAM, .*AD % \d/ })
          .first()
          .waitFor({ timeout: 120_000 });
        await page.getByRole('button', { name: 'Compare', exact: true }).waitFor({ timeout: 120_000 });
        await page
          .getByRole('button', { name: /^Scores .* of LIFT-CAM/ })
          .first()
          .press('Enter');
        await page.getByText('Cosine similarity to the Shapley values.').waitFor();
        await expectAccessible(page, 'compared, with what is behind the scores');
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: '3 methods' }).click();
        await page.getByRole('list', { name: 'methods' }).waitFor();
        await expectAccessible(page, 'methods to compare');
        await page.keyboard.press('Escape');
      });

      it('ground truth, as scatters and as a table', async () => {
        await screen.openTab('Ground truth');
        const chart = page.getByRole('img', { name: /^LIFT-CAM weights against the Shapley values/ });
        await chart.waitFor();
        expect(await chart.getAttribute('aria-label')).toContain('cosine 1.000');
        await expectAccessible(page, 'scatters');
        await page.getByLabel('Table').check();
        await expectAccessible(page, 'truth as a table');
        await page.getByLabel('Table').uncheck();
        await screen.openTab('Channels');
      });
    });

    it('finds nothing where the model’s input stands for the photo', async () => {
      const button = page.getByRole('button', { name: 'What the model saw' });
      await button.click();
      await page.getByText('on the model’s input').waitFor();
      await expectAccessible(page, 'model view');
      await button.click();
    });

    it('finds nothing in the parameters of a method', async () => {
      await screen.pick('Method', 'Random-CAM');
      const form = page.getByRole('form', { name: /^Parameters of/ });
      await page.getByRole('button', { name: /^Parameters of/ }).click();
      await form.waitFor();
      await expectAccessible(page, 'parameters');
      await page.keyboard.press('Escape');
      await form.waitFor({ state: 'detached' });
    });

    it('finds nothing where a method gives no weights', async () => {
      await screen.pick('Method', 'LayerCAM');
      await page.getByText('This method gives a map but no weight per channel.').waitFor();
      await expectAccessible(page, 'no weights');
      await screen.pick('Method', 'LIFT-CAM');
      await screen.badge.waitFor();
    });

    it('says the same of a photo cut off, filtered away and of an empty map', async () => {
      await page.getByRole('searchbox', { name: 'Filter photos' }).fill('nothing like it');
      await page.getByText('No photo matches the filter.').waitFor();
      await expectAccessible(page, 'nothing matches');
      await page.getByRole('searchbox', { name: 'Filter photos' }).fill('');
      await page.getByRole('button', { name: 'Invert' }).click();
      await page.getByText('The map is zero everywhere').waitFor();
      await expectAccessible(page, 'empty map');
      await page.getByRole('button', { name: 'Undo' }).click();
    });

    describe('where calls fail', () => {
      let calls: InterceptedCalls;

      beforeAll(async () => {
        calls = await InterceptedCalls.of(page);
      });

      const failed = (within: Locator) => within.getByText(FAILURE).first().waitFor();
      const tab = () => page.getByRole('tabpanel');
      const check = (state: string) => expectAccessible(page, state);

      it('finds nothing while it connects, and where that fails', async () => {
        calls.hang('host.session');
        await page.reload();
        await page.getByText('Connecting to the engine…').waitFor();
        await check('connecting');
        calls.fail('host.session');
        await page.reload();
        await page.getByText('The engine cannot be reached.').waitFor();
        await check('not connected');
        calls.pass('host.session');
      });

      it('finds nothing in the viewer, the channels and the inspector', async () => {
        const names = [
          'image.modelView',
          'channel.contribution',
          'coalition.value',
          'curve',
          'metric',
          'shapley',
        ];
        for (const name of [...names, 'shapley.held', 'figure.render', 'host.notices']) calls.fail(name);
        calls.fail('explain', ({ method }) => method === 'shap-cam');
        await page.reload();
        await screen.heatmap('tiger cat').waitFor();
        await page.getByRole('button', { name: 'Switch off' }).click();
        await failed(tab());
        await page.getByRole('button', { name: 'What the model saw' }).click();
        await failed(page.getByRole('region', { name: 'Viewer' }));
        await failed(page.getByRole('region', { name: 'Inspector' }));
        await check('failed viewer, channels and contribution');
        await page.getByRole('button', { name: 'What the model saw' }).click();
      });

      it('finds nothing in failed curves', async () => {
        await screen.openTab('Curves');
        await page.getByRole('button', { name: 'Start deletion curve' }).click();
        await failed(tab());
        await check('failed curves');
      });

      it('finds nothing in a comparison under way, and in one whose scores and Shapley values fail', async () => {
        await screen.openTab('Compare');
        const start = page.getByRole('button', { name: /^(Compare|Cancel comparison)$/ });
        await start.click();
        await page
          .getByRole('button', { name: /^LIFT-CAM, .*AD % failed/ })
          .first()
          .waitFor();
        await failed(tab());
        calls.hang('metric');
        await page.getByRole('button', { name: 'Compare', exact: true }).click();
        await page.getByRole('button', { name: 'Cancel comparison' }).waitFor();
        await check('comparing, without Shapley values');
        await start.click();
      });

      it('finds nothing where there is no ground truth', async () => {
        await screen.openTab('Ground truth');
        await failed(tab());
        await check('failed ground truth');
        await screen.openTab('Channels');
      });

      it('finds nothing in a failed export and in licences that cannot be read', async () => {
        await page.getByRole('button', { name: 'Export', exact: true }).click();
        await page.getByRole('button', { name: 'Export SVG' }).click();
        await failed(page.getByRole('form', { name: 'Export figure' }));
        await check('failed export');
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Help' }).click();
        await page.getByRole('menuitem', { name: 'About' }).click();
        await page.getByText('Licence and third-party notices').click();
        await failed(page.getByRole('region', { name: 'Licences' }));
        await check('failed licences');
        await page.keyboard.press('Escape');
      });
    });

    it('complains of nothing', () => {
      expect(workbench.complaints).toEqual([]);
    });
  },
  'Chromium',
);
