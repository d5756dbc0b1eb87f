import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { POPOVERS } from '../support/popovers.ts';
import { describeWorkbench, takePicture, takeScreenshot, type Workbench } from '../support/workbench.ts';
import { WorkbenchPage } from '../support/workbenchPage.ts';

/** Screens and settings other than the usual: high zoom, 4K, the system's own colours, more contrast, less motion. */
describeWorkbench(
  'display',
  (launch) => {
    let workbench: Workbench;
    let page: Page;
    let screen: WorkbenchPage;
    let devtools: CDPSession;

    beforeAll(async () => {
      workbench = await launch();
      ({ page } = workbench);
      page.setDefaultTimeout(30_000);
      screen = new WorkbenchPage(page);
      devtools = await page.context().newCDPSession(page);
    });
    beforeEach(async () => {
      await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', contrast: 'no-preference' });
    });
    afterAll(() => workbench.close());

    /** A window of `width` × `height` CSS pixels, whose panes have not been moved. */
    async function resize(width: number, height: number, deviceScaleFactor = 1): Promise<void> {
      await page.setViewportSize({ width, height });
      const metrics = { width, height, deviceScaleFactor, mobile: false };
      await devtools.send('Emulation.setDeviceMetricsOverride', metrics);
      await page.reload();
      await screen.heatmap().waitFor();
      await screen.choosePhoto('chelsea.png');
      await screen.heatmap('tiger cat').waitFor();
    }

    it('has everything within reach at 200 % of 1280 × 720', async () => {
      await resize(640, 360, 2);
      const scene = async (name: string) => {
        expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(
          640,
        );
        expect(await page.evaluate(outOfReach), name).toEqual([]);
      };
      await expectAccessible(page, 'zoomed');
      await takeScreenshot(page, 'display-zoomed');
      for (const tab of ['Curves', 'Compare', 'Ground truth', 'Channels'] as const) {
        await screen.openTab(tab);
        await page.getByRole('tabpanel').scrollIntoViewIfNeeded();
        await takePicture(page, `display-zoomed-${tab.toLowerCase().replace(' ', '-')}`);
        await scene(tab);
      }
      await page.evaluate(() => scrollTo(0, 0));
      for (const { name, open, shows } of POPOVERS) {
        await open(page);
        await shows(page).waitFor();
        await takePicture(page, `display-zoomed-${name}`);
        expect(await page.evaluate(popoversOutside), name).toEqual([]);
        await page.keyboard.press('Escape');
        await shows(page).waitFor({ state: 'detached' });
      }
    });

    it('gives what a 4K window has more to the picture', async () => {
      await resize(3840, 2160);
      const width = async (name: string) =>
        (await page.getByRole('region', { name }).boundingBox())?.width ?? 0;
      expect(await width('Gallery')).toBeLessThan(400);
      expect(await width('Inspector')).toBeLessThan(500);
      expect(await width('Viewer')).toBeGreaterThan(2500);
      await takeScreenshot(page, 'display-4k');
    });

    it('tells what is chosen in the system’s own colours', async () => {
      await resize(1280, 720);
      await page.emulateMedia({ forcedColors: 'active' });
      await expectAccessible(page, 'forced colours');
      await takeScreenshot(page, 'display-forced-colours');
      const background = (selected: boolean) =>
        page
          .getByRole('tab', { selected })
          .first()
          .evaluate((tab) => getComputedStyle(tab).backgroundColor);
      expect(await background(true)).not.toBe(await background(false));
    });

    it('draws lines and text stronger where more contrast is asked for', async () => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const faint = () =>
          page
            .getByRole('region', { name: 'Gallery' })
            .getByText('photos')
            .evaluate((caption) => getComputedStyle(caption).color);
        await page.emulateMedia({ colorScheme });
        const usual = await faint();
        await page.emulateMedia({ colorScheme, contrast: 'more' });
        expect(await faint()).not.toBe(usual);
        await page.emulateMedia({ contrast: 'no-preference' });
      }
      await page.emulateMedia({ contrast: 'more' });
      await expectAccessible(page, 'more contrast');
      await takeScreenshot(page, 'display-contrast');
    });

    it('is light, dark or as the system is, and stays so', async () => {
      const theme = () => page.evaluate(() => document.documentElement.dataset['theme']);
      const choose = async (name: string) => {
        await page.getByRole('button', { name: 'Theme' }).click();
        await page.getByRole('menuitemradio', { name }).click();
      };
      await screen.eventually(theme, 'light');
      await page.emulateMedia({ colorScheme: 'dark' });
      await screen.eventually(theme, 'dark');
      await choose('Light');
      expect(await theme()).toBe('light');
      await page.reload();
      await screen.heatmap().waitFor();
      expect(await theme()).toBe('light');
      await choose('As the system');
      expect(await theme()).toBe('dark');
    });

    it('moves nothing where motion is reduced', async () => {
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.getByRole('button', { name: 'Help' }).click();
      await page.getByRole('menuitem', { name: 'About' }).click();
      await page.getByRole('dialog').waitFor();
      expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
      await page.keyboard.press('Escape');
    });

    it('complains of nothing', () => {
      expect(workbench.complaints).toEqual([]);
    });
  },
  'Chromium',
);

/** Runs in the page: controls that cannot be scrolled to where they can be pressed. */
function outOfReach(): string[] {
  const controls = document.querySelectorAll<HTMLElement>(
    'button, input, select, a, summary, [tabindex="0"]',
  );
  const reached = (element: HTMLElement): boolean => {
    element.scrollIntoView({ block: 'center', inline: 'center' });
    const { left, top, width, height } = element.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return hit !== null && (element.contains(hit) || hit.contains(element));
  };
  return [...controls]
    .filter((element) => element.getClientRects().length > 0 && !reached(element))
    .map((element) => element.getAttribute('aria-label') ?? element.textContent.trim());
}

/** Runs in the page: what is open above it and reaches beyond its edges, or holds more than can be scrolled to. */
function popoversOutside(): string[] {
  return [...document.querySelectorAll('.popover')]
    .filter((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return left < 0 || top < 0 || right > innerWidth || bottom > innerHeight;
    })
    .map((element) => element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 40));
}
