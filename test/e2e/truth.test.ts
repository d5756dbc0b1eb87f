import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { describeInBrowser, takeScreenshot, type Workbench } from '../support/workbench.ts';
import { WorkbenchPage } from '../support/workbenchPage.ts';

/** Its head is not affine, and a coalition costs little behind it. */
const LAYER = 'getitem_141';

/** Sampling the Shapley values of a non-linear head: start, watch, stop, read the numbers, go on; and the exact case. */
describeInBrowser('ground truth', (launch) => {
  let workbench: Workbench;
  let screen: WorkbenchPage;

  beforeAll(async () => {
    workbench = await launch();
    workbench.page.setDefaultTimeout(60_000);
    screen = new WorkbenchPage(workbench.page);
    await screen.choosePhoto('chelsea.png');
    await screen.heatmap('tiger cat').waitFor();
    await screen.openTab('Ground truth');
  });
  afterAll(() => workbench.close());

  const panel = (title: string) =>
    workbench.page.getByRole('region', { name: `${title} against the Shapley values` });
  const button = (name: string) => workbench.page.getByRole('button', { name, exact: true });
  const bars = () => workbench.page.getByRole('application', { name: 'Channel bars' });
  /** The bars as they are drawn. */
  const drawn = () =>
    bars()
      .locator('canvas')
      .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  let bare: string;
  /** Permutations that the status line tells of. */
  const permutations = async (): Promise<number> => {
    const line = await workbench.page.getByText(/permutations, seed/).innerText();
    return Number(/^\d+/.exec(line.trim())?.[0]);
  };

  it('on an affine head is exact, and LIFT-CAM agrees with it', async () => {
    await workbench.page.getByText('Exact: the head is affine').waitFor();
    await screen.eventually(async () => /cosine 1\.000/.test(await panel('LIFT-CAM').innerText()), true);
    expect(await button('Start sampling').count()).toBe(0);
    await takeScreenshot(workbench.page, 'truth-exact');
  });

  it('elsewhere samples when asked, tells its pace, and keeps what it has when stopped', async () => {
    await screen.pick('Layer', LAYER);
    await workbench.page.getByText('Nothing is sampled yet.').waitFor();
    await screen.openTab('Channels');
    await screen.eventually(async () => (await screen.badge.innerText()).trim(), 'locally accurate');
    bare = await drawn();
    await screen.openTab('Ground truth');
    await workbench.page.getByLabel('Number of permutations').fill('5000');
    await button('Start sampling').click();
    await workbench.page.getByText(/coalitions\/s, .* left/).waitFor();
    await expect.poll(permutations, { timeout: 60_000 }).toBeGreaterThanOrEqual(4);
    await button('Stop').click();
    await workbench.page.getByText('Stopped.').waitFor();
    await button('Resume').waitFor();
    expect(await button('Resume').evaluate((resume) => resume === document.activeElement)).toBe(true);
    await screen.eventually(async () => /cosine 0\.\d{3}/.test(await panel('LIFT-CAM').innerText()), true);
    const cosine = Number(/cosine (0\.\d+)/.exec(await panel('LIFT-CAM').innerText())?.[1]);
    expect(cosine).toBeGreaterThan(0.5);
  });

  it('takes no number that it cannot sample with, and says which it takes', async () => {
    const seed = workbench.page.getByRole('spinbutton', { name: 'Seed' });
    await seed.fill('');
    await workbench.page.getByText(/^Not taken: give a whole number from 0 to .*\. 0 stays\.$/).waitFor();
    await takeScreenshot(workbench.page, 'truth-no-seed');
    await button('Resume').click();
    await button('Stop').click();
    await workbench.page.getByText('Stopped.').waitFor();
    expect(await seed.inputValue()).toBe('0');
  });

  it('tells standard errors from 60 permutations on, and draws them beside the bars too', async () => {
    const wanted = 2 * Math.ceil(Math.max(60, await permutations()) / 2) + 20;
    await workbench.page.getByLabel('Number of permutations').fill(String(wanted));
    await button('Resume').click();
    await button('Resume').waitFor({ timeout: 120_000 });
    await workbench.page.getByText(/^\d+ permutations.*largest standard error/).waitFor();
    expect(await permutations()).toBeGreaterThanOrEqual(wanted);

    await workbench.page.getByLabel('Table').check();
    const table = workbench.page.getByRole('region', { name: 'Shapley values and weights' });
    expect(await table.getByRole('row').count()).toBe(321);
    expect(await table.getByRole('row').nth(1).getByRole('cell').nth(1).innerText()).toMatch(/^0\.\d+/);
    await takeScreenshot(workbench.page, 'truth-table');
    // The rows are gone through by the arrows, and choose their channel.
    const rows = table.getByRole('button', { name: /^Channel \d/ });
    await rows.first().focus();
    await workbench.page.keyboard.press('ArrowDown');
    await workbench.page.keyboard.press('Enter');
    expect(await rows.nth(1).getAttribute('aria-pressed')).toBe('true');
    const second = (await rows.nth(1).innerText()).trim();
    await workbench.page.getByRole('heading', { name: `Channel ${second}`, exact: true }).waitFor();
    await workbench.page.getByLabel('Table').uncheck();

    await screen.openTab('Channels');
    await bars().focus();
    await workbench.page.keyboard.press('Home');
    await workbench.page.getByText(/Shapley value \S+ ± \S+, present/).waitFor();
    await workbench.page.getByRole('radio', { name: 'Table' }).click();
    const row = workbench.page.getByRole('table', { name: 'Channels' }).getByRole('row').nth(1);
    expect(await row.getByRole('cell').nth(2).innerText()).toMatch(/^\S+ ± \S+$/);
    await workbench.page.getByRole('radio', { name: 'Bars' }).click();
    await workbench.page.mouse.move(0, 0);
    await workbench.page.keyboard.press('Escape');
    await takeScreenshot(workbench.page, 'truth-whiskers');
    expect(await drawn()).not.toBe(bare);
    await screen.openTab('Ground truth');
  });

  it('can end at a standard error, or when it is stopped, and tells the time left where it knows it', async () => {
    const until = async (ending: string) => {
      await workbench.page.getByRole('combobox', { name: /^Until:/ }).click();
      await workbench.page.getByRole('option', { name: ending }).click();
    };
    const errors = async () =>
      Number(
        /largest standard error ([\d.]+)/.exec(
          await workbench.page.getByText(/permutations, seed/).innerText(),
        )?.[1],
      );
    const before = await errors();
    await until('standard error');
    await workbench.page.getByLabel('Largest standard error in logits').fill(String(0.8 * before));
    await button('Resume').click();
    await workbench.page.getByText(/coalitions\/s, .* left/).waitFor();
    await button('Resume').waitFor({ timeout: 120_000 });
    expect(await errors()).toBeLessThanOrEqual(0.8 * before * 1.005);
    await until('stopped');
    await button('Resume').click();
    await workbench.page.getByText(/coalitions\/s$/).waitFor();
    await button('Stop').click();
    await workbench.page.getByText('Stopped.').waitFor();
    // Its letters are the list's, no shortcuts: P chooses an entry and pins no channel.
    await workbench.page.getByRole('combobox', { name: /^Until:/ }).focus();
    await workbench.page.keyboard.press('p');
    await workbench.page.getByRole('combobox', { name: 'Until: permutations' }).waitFor();
    expect(await workbench.page.getByRole('region', { name: 'Pinned channels' }).count()).toBe(0);
    await workbench.page.getByLabel('Number of permutations').fill('5000');
  });

  it('is still there when the tab is left, and goes on from where it stopped', async () => {
    const before = await permutations();
    await screen.openTab('Channels');
    await screen.openTab('Ground truth');
    // What was under way when it was stopped may have come meanwhile.
    expect(await permutations()).toBeGreaterThanOrEqual(before);
    await button('Resume').click();
    await expect.poll(permutations, { timeout: 60_000 }).toBeGreaterThan(before);
    await expectAccessible(workbench.page, 'sampling');
    await takeScreenshot(workbench.page, 'truth-sampling');
    await button('Stop').click();
    await button('Resume').waitFor();
  });

  it.each([
    [1280, 720],
    [2560, 1440],
  ])('fits a window of %i × %i in both themes', async (width, height) => {
    await workbench.page.setViewportSize({ width, height });
    await takeScreenshot(workbench.page, `truth-${String(width)}`);
    // The three methods stand side by side, none of them cut off.
    const panels = await workbench.page.getByRole('region', { name: /against the Shapley values$/ }).all();
    const boxes = await Promise.all(panels.map((each) => each.boundingBox()));
    expect(new Set(boxes.map((box) => box?.y)).size).toBe(1);
    const area = await workbench.page.getByRole('tabpanel').filter({ visible: true }).boundingBox();
    for (const box of boxes)
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual((area?.x ?? 0) + (area?.width ?? 0) + 1);
    const wide = await workbench.page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(width);
    expect(workbench.complaints).toEqual([]);
  });
});
