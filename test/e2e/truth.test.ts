import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWorkbench, takeScreenshot, type Workbench } from '../support/workbench.ts';
import { WorkbenchPage } from '../support/workbenchPage.ts';

/** Sampling the Shapley values of a non-linear head: start, watch, stop, read the numbers, go on; and the exact case. */
describeWorkbench('ground truth', (launch, host) => {
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
  /** Permutations that the status line tells of. */
  const permutations = async (): Promise<number> => {
    const line = await workbench.page.getByText(/permutations, seed/).innerText();
    return Number(/^\d+/.exec(line.trim())?.[0]);
  };

  it('on an affine head is exact, and LIFT-CAM agrees with it', async () => {
    await workbench.page.getByText('Exact: the head is affine').waitFor();
    await screen.eventually(async () => /cosine 1\.000/.test(await panel('LIFT-CAM').innerText()), true);
    expect(await button('Start sampling').count()).toBe(0);
    await takeScreenshot(workbench.page, `${host}-truth-exact`);
  });

  it('elsewhere samples when asked, tells its pace, and keeps what it has when stopped', async () => {
    await screen.pick('Layer', 'add_6');
    await workbench.page.getByText('Nothing is sampled yet.').waitFor();
    await workbench.page.getByLabel('Number of permutations').fill('5000');
    await button('Start sampling').click();
    await workbench.page.getByText(/coalitions\/s, .* left/).waitFor();
    await expect.poll(permutations, { timeout: 60_000 }).toBeGreaterThanOrEqual(4);
    await button('Stop').click();
    await workbench.page.getByText('Stopped.').waitFor();
    await button('Resume').waitFor();
    await screen.eventually(async () => /cosine 0\.\d{3}/.test(await panel('LIFT-CAM').innerText()), true);
    const cosine = Number(/cosine (0\.\d+)/.exec(await panel('LIFT-CAM').innerText())?.[1]);
    expect(cosine).toBeGreaterThan(0.5);
  });

  it('shows the same numbers as a table, and whiskers beside the bars', async () => {
    await workbench.page.getByLabel('Table').check();
    const table = workbench.page.getByRole('region', { name: 'Shapley values and weights' });
    await table.waitFor();
    expect(await table.getByRole('row').count()).toBe(193);
    await takeScreenshot(workbench.page, `${host}-truth-table`);
    await workbench.page.getByLabel('Table').uncheck();
  });

  it('is still there when the tab is left, and goes on from where it stopped', async () => {
    const before = await permutations();
    await screen.openTab('Channels');
    await screen.openTab('Ground truth');
    expect(await permutations()).toBe(before);
    await button('Resume').click();
    await expect.poll(permutations, { timeout: 60_000 }).toBeGreaterThan(before);
    await button('Stop').click();
    await button('Resume').waitFor();
  });

  it.each([
    [1280, 720],
    [2560, 1440],
  ])('fits a window of %i × %i in both themes', async (width, height) => {
    await workbench.page.setViewportSize({ width, height });
    for (const theme of ['light', 'dark'] as const) {
      await workbench.page.emulateMedia({ colorScheme: theme });
      await workbench.page.waitForTimeout(300);
      await takeScreenshot(workbench.page, `${host}-truth-${String(width)}-${theme}`);
    }
    const wide = await workbench.page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(width);
    expect(workbench.complaints).toEqual([]);
  });
});
