import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { orderedChannels } from '../../shared/figure/barChart.ts';
import { formatNumber } from '../../shared/figure/format.ts';
import type { Explanation } from '../../shared/result.ts';
import { expectAccessible } from '../support/axe.ts';
import { ChartOnPage } from '../support/chartOnPage.ts';
import { createOwnEngine, type OwnEngine } from '../support/ownEngine.ts';
import { describeWorkbench, takeScreenshot, type Workbench } from '../support/workbench.ts';
import { WorkbenchPage } from '../support/workbenchPage.ts';

const TOTAL = 192;

/** The Channels tab on its own drawings: bars and waterfall by mouse and keyboard, held against an engine of the test's own. */
describeWorkbench('channels', (launch, host) => {
  let workbench: Workbench;
  let page: Page;
  let screen: WorkbenchPage;
  let engine: OwnEngine;
  let explanation: Explanation;
  let alpha: Float32Array;
  /** Channels of the twenty bars. */
  let bars: number[];
  let chart: ChartOnPage;

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  /** In the viewer; the inspector's small pictures are no canvases by that name. */
  const activation = (channel: number) =>
    page.locator(`canvas[aria-label="Activation of channel ${String(channel)}"]`);
  const present = (count: number) =>
    screen.eventually(() => screen.value('present'), `${String(count)} of ${String(TOTAL)}`);
  /** Waits for the window to show what the engine says of the channels that are left. */
  async function expectValue(absent: readonly number[]) {
    await present(TOTAL - absent.length);
    const sorted = [...absent].sort((a, b) => a - b);
    const { score } =
      absent.length === 0
        ? explanation
        : await engine.service.calls['coalition.value']({ explanation: explanation.id, absent: sorted });
    await screen.eventually(() => screen.value('score'), formatNumber(score));
  }

  beforeAll(async () => {
    engine = await createOwnEngine();
    explanation = await engine.explain('chelsea.png', 'add_6');
    if (!explanation.alpha) throw new Error('LIFT-CAM gives weights');
    ({ alpha } = explanation);
    bars = orderedChannels(alpha, 'magnitude', 20);
    workbench = await launch();
    ({ page } = workbench);
    page.setDefaultTimeout(15_000);
    screen = new WorkbenchPage(page);
    await screen.choosePhoto('chelsea.png');
    await screen.heatmap('tiger cat').waitFor();
    await screen.pick('Layer', 'add_6');
    await screen.badge.filter({ hasText: 'locally accurate' }).waitFor();
    chart = new ChartOnPage(page, 'Channel bars', 20);
  });
  afterAll(() => workbench.close());
  beforeEach(async () => {
    if (await button('Reset channels').isEnabled()) await button('Reset channels').click();
    await page.mouse.move(0, 0);
  });

  it('shows the activation of the bar pointed at, and the map again when the pointer leaves', async () => {
    await chart.hover(2);
    await activation(bars[2]!).waitFor();
    expect(await chart.readOut()).toContain(
      `channel ${String(bars[2])}: α = ${formatNumber(alpha[bars[2]!]!)}`,
    );
    await page.mouse.move(0, 0);
    await screen.heatmap('tiger cat').waitFor();
  });

  it('switches a channel off and on by a click on its bar', async () => {
    await chart.click(3);
    await expectValue([bars[3]!]);
    await chart.click(3);
    await expectValue([]);
  });

  it('switches all on the way by Shift and a click', async () => {
    await chart.click(2);
    await chart.click(5, { shift: true });
    // The first was off already, and goes on again.
    await expectValue(bars.slice(3, 6));
  });

  it('draws a box over bars and switches what is in it; Escape leaves them', async () => {
    await chart.drag(4, 8, async () => {
      await chart.box.waitFor();
      expect(await chart.readOut()).toContain('5 in all');
      await expectAccessible(page, 'a box over bars');
      await takeScreenshot(page, `${host}-channels-box`);
    });
    await expectValue(bars.slice(4, 9));
    expect(await chart.box.count()).toBe(0);
    await button('Reset channels').click();
    await chart.drag(8, 4, () => page.keyboard.press('Escape'));
    await expectValue([]);
  });

  it('chooses several by Shift and the arrows, and switches them by Space', async () => {
    await chart.focus();
    await page.keyboard.press('Home');
    for (const key of ['ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight']) await page.keyboard.press(key);
    await chart.box.waitFor();
    await page.keyboard.press(' ');
    await expectValue(bars.slice(1, 4));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expectValue(bars.slice(1, 5));
    await page.keyboard.press('ArrowRight');
    await activation(bars[5]!).waitFor();
    await page.keyboard.press('Escape');
    await screen.heatmap('tiger cat').waitFor();
    await page.keyboard.press('ArrowLeft');
    await activation(bars[4]!).waitFor();
    await page.keyboard.press('Tab');
    await screen.heatmap('tiger cat').waitFor();
    // So does what lists channels elsewhere, while the keyboard is there.
    await page
      .getByRole('button', { name: /^Show channel .* alpha$/ })
      .first()
      .focus();
    await activation(bars[0]!).waitFor();
    await page.keyboard.press('Shift+Tab');
    await screen.heatmap('tiger cat').waitFor();
  });

  it('keeps the chosen or the shown only, inverts, undoes, redoes and resets', async () => {
    await chart.drag(0, 2, async () => undefined);
    await button('Keep chosen').click();
    const others = orderedChannels(alpha, 'index', TOTAL).filter((each) => !bars.slice(0, 3).includes(each));
    await expectValue(others);
    await button('Undo').click();
    await expectValue(bars.slice(0, 3));
    await button('Redo').click();
    await expectValue(others);
    await button('Invert').click();
    await expectValue(bars.slice(0, 3));
    await button('Reset channels').click();
    await expectValue([]);
    await button('Keep shown').click();
    await present(20);
    await chart.focus();
    await page.keyboard.press('Control+z');
    await present(TOTAL);
    await page.keyboard.press('Control+Shift+Z');
    await present(20);
  });

  it('loses nothing to a method that is refused here, and offers what was on show', async () => {
    await chart.drag(0, 2, async () => undefined);
    await screen.pick('Method', 'only for average pooling');
    const notice = page.getByRole('alert').filter({ hasText: 'CAM needs global average pooling' });
    await notice.getByRole('button', { name: 'Try layer hardtanh_32' }).waitFor();
    await takeScreenshot(page, `${host}-refused`);
    await notice.getByRole('button', { name: 'Explain by LIFT-CAM' }).click();
    await expectValue(bars.slice(0, 3));
    await button('Undo').click();
    await expectValue([]);
  });

  it('finds a channel by its number, drawn or not, and says which numbers there are', async () => {
    const field = page.getByRole('textbox', { name: 'Find a channel by its number' });
    const last = orderedChannels(alpha, 'magnitude', TOTAL).at(-1)!;
    await field.fill(String(last));
    await field.press('Enter');
    await expect.poll(() => chart.readOut()).toContain(`channel ${String(last)}:`);
    const withSought = new ChartOnPage(page, 'Channel bars', 21);
    await withSought.click(20);
    await expectValue([last]);
    await takeScreenshot(page, `${host}-channels-sought`);
    await field.fill(String(bars[6]));
    await field.press('Enter');
    await chart.focus();
    await page.keyboard.press(' ');
    await expectValue([last, bars[6]!]);
    await field.fill('192');
    await field.press('Enter');
    await page.getByText('Channels are numbered 0 to 191.').waitFor();
    await expectAccessible(page, 'a channel there is not');
    await takeScreenshot(page, `${host}-channels-no-such`);
    await page.getByRole('radio', { name: 'Table' }).click();
    await field.fill(String(last));
    await field.press('Enter');
    await page.getByRole('button', { name: new RegExp(`^Channel ${String(last)},`) }).waitFor();
    await page.getByRole('radio', { name: 'Bars' }).click();
    await field.fill('');
  });

  it('switches all on the way by Shift and a click in the table too, which only points at a row under the pointer', async () => {
    await page.getByRole('radio', { name: 'Table' }).click();
    const row = (place: number) => page.getByRole('button', { name: new RegExp(`^Channel ${bars[place]},`) });
    await row(1).click();
    await row(3).click({ modifiers: ['Shift'] });
    await expectValue(bars.slice(2, 4));
    const heading = (channel: number) =>
      page.getByRole('heading', { name: `Channel ${String(channel)}`, exact: true });
    await row(5).hover();
    await heading(bars[5]!).waitFor();
    await page.mouse.move(0, 0);
    await heading(bars[3]!).waitFor();
    await page.getByRole('radio', { name: 'Bars' }).click();
  });

  it('copies the table as tab-separated text', async () => {
    if (host === 'Chromium')
      await page
        .context()
        .grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(page.url()).origin });
    await button('Copy table (tab-separated)').click();
    await page.getByText('Table copied.').waitFor();
    const text = workbench.electron
      ? await workbench.electron.evaluate(({ clipboard }) => clipboard.readText())
      : await page.evaluate(() => navigator.clipboard.readText());
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'));
    expect(lines).toHaveLength(TOTAL + 1);
    expect(lines[0]).toEqual(['channel', 'alpha', 'share of evidence', 'state']);
    expect(lines.slice(1, 4).map(([channel]) => Number(channel))).toEqual(bars.slice(0, 3));
    expect(Math.fround(Number(lines[1]?.[1]))).toBe(alpha[bars[0]!]);
  });

  it('explains the difference between the sum and v(S)', async () => {
    await chart.click(0);
    await expectValue([bars[0]!]);
    await button('Why they differ').click();
    await page.getByText('After this layer the model is not linear').waitFor();
    expect(await page.getByText(/^Base \+ Σα = .*; the model gives v\(S\) = /).innerText()).toContain(
      await screen.value('difference'),
    );
    await takeScreenshot(page, `${host}-channels-why`);
    await page.keyboard.press('Escape');
  });

  it('leads from F(0) to F(A) in a waterfall, whose bars switch channels too', async () => {
    await page.getByRole('radio', { name: 'Waterfall' }).click();
    // F(0), twenty channels, the rest, F(A).
    const waterfall = new ChartOnPage(page, 'Channel waterfall', 23);
    await waterfall.hover(0);
    expect(await waterfall.readOut()).toContain(`F(0) = ${formatNumber(explanation.base)}`);
    await waterfall.hover(1);
    const first = `from ${formatNumber(explanation.base)} to ${formatNumber(explanation.base + alpha[bars[0]!]!)}`;
    expect(await waterfall.readOut()).toContain(first);
    await activation(bars[0]!).waitFor();
    await waterfall.hover(21);
    expect(await waterfall.readOut()).toContain('172 more channels');
    await waterfall.hover(22);
    expect(await waterfall.readOut()).toContain(`F(A) = ${formatNumber(explanation.score)}`);
    await takeScreenshot(page, `${host}-waterfall`);
    await waterfall.click(3);
    await expectValue([bars[2]!]);
    // The difference has a column of its own now.
    const withDifference = new ChartOnPage(page, 'Channel waterfall', 24);
    await withDifference.hover(22);
    await expect.poll(() => withDifference.readOut()).toContain('difference: ');
    await withDifference.drag(5, 6, async () => undefined);
    await expectValue([bars[2]!, bars[4]!, bars[5]!]);
    await takeScreenshot(page, `${host}-waterfall-absent`);
  });

  it('offers no waterfall of weights that are no shares of the score, and says why', async () => {
    await screen.pick('Method', 'Grad-CAM');
    await page.getByText('No waterfall: the weights of Grad-CAM are not shares of the score.').waitFor();
    await screen.pick('Method', 'LIFT-CAM');
    await page.getByRole('application', { name: 'Channel waterfall' }).waitFor();
    await page.getByRole('radio', { name: 'Bars' }).click();
  });

  it('tells who cannot see it the main finding', async () => {
    const text = await page.locator('#chart-summary').textContent();
    expect(text).toContain(`most of all channel ${String(bars.find((each) => alpha[each]! > 0))} with`);
  });

  it('complains of nothing', () => {
    expect(workbench.complaints).toEqual([]);
  });
});
