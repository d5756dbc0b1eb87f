import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createOwnEngine, unlikelyClass } from '../support/ownEngine.ts';
import { writeOverflowingModel, writePlainPhoto } from '../support/overflowingModel.ts';
import { describeInBrowser, takeScreenshot, type Workbench } from '../support/workbench.ts';
import { WorkbenchPage } from '../support/workbenchPage.ts';

/** A map that says nothing is not drawn as if it did: it says why, and what to try. */
describeInBrowser('a map that says nothing', (launch) => {
  let folder: string;
  const running: Workbench[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'workbench-plain-'));
    await writePlainPhoto(folder, 'grey.png', 124);
    await writePlainPhoto(folder, 'white.png', 255);
  });
  afterAll(async () => {
    for (const workbench of running) await workbench.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function start(options: Parameters<typeof launch>[0] = {}) {
    const workbench = await launch(options);
    workbench.page.setDefaultTimeout(60_000);
    running.push(workbench);
    return { workbench, page: workbench.page, screen: new WorkbenchPage(workbench.page) };
  }

  it('has no evidence for a class: the signed map shows what speaks against it', async () => {
    const engine = await createOwnEngine();
    const { label } = await unlikelyClass(engine, 'chelsea.png', 'hardtanh_32');
    const { workbench, page, screen } = await start();
    await screen.choosePhoto('chelsea.png');
    await screen.heatmap('tiger cat').waitFor();
    await screen.pick('Class', label);
    const notice = page.getByRole('alert').filter({ hasText: 'No evidence for this class, only against it' });
    await notice.waitFor();
    // Nothing lies over the photo, however opaque the map.
    const plain = await screen.pictureSpread();
    await page.getByRole('slider', { name: 'Opacity' }).press('End');
    expect(await screen.pictureSpread()).toBe(plain);
    await takeScreenshot(page, 'map-empty');
    await notice.getByRole('button', { name: 'Show the signed map' }).click();
    await notice.waitFor({ state: 'detached' });
    await expect.poll(() => screen.pictureSpread()).not.toBe(plain);
    expect(workbench.complaints).toEqual([]);

    await page.getByRole('radio', { name: 'ReLU' }).click();
    await screen.openTab('Compare');
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    const cell = page.getByRole('group', { name: `LIFT-CAM, ${label}: no map is drawn` });
    await cell.getByText('No evidence for this class').waitFor();
    expect(await cell.locator('canvas').count()).toBe(0);
    await takeScreenshot(page, 'compare-empty');
    await cell.getByRole('button', { name: 'Show signed maps' }).click();
    await page
      .getByRole('button', { name: new RegExp(`^LIFT-CAM, ${label}:.*Show in the viewer`) })
      .waitFor();
  });

  it('is the same everywhere on a plain photo, and no number on a white one', async () => {
    const model = await writeOverflowingModel(folder);
    const { workbench, page, screen } = await start({ folder, model });
    await screen.choosePhoto('grey.png');
    await page.getByRole('alert').getByText('The map has one value everywhere').waitFor();
    await takeScreenshot(page, 'map-flat');
    await screen.openTab('Compare');
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    const flat = page.getByRole('group', { name: /^LIFT-CAM, .*: no map is drawn/ }).first();
    await flat.getByText('The map has one value everywhere').waitFor();
    expect(await page.locator('table canvas').count()).toBe(0);
    await takeScreenshot(page, 'compare-flat');

    await screen.choosePhoto('white.png');
    const notice = page.getByRole('alert').getByText(/holds (Infinity|NaN) at position/);
    await notice.waitFor();
    expect(await screen.heatmap(/^Saliency map of/).count()).toBe(0);
    await takeScreenshot(page, 'map-not-finite');
    expect(workbench.complaints).toEqual([]);
  });
});
