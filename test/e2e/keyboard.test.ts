import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { formatNumber } from '../../shared/figure/format.ts';
import { orderedChannels } from '../../shared/figure/barChart.ts';
import { exportFigure } from '../support/exporting.ts';
import { createOwnEngine, weightsOf, type OwnEngine } from '../support/ownEngine.ts';
import { walkByTab } from '../support/tabWalk.ts';
import { describeWorkbench, type Workbench } from '../support/workbench.ts';
import { WorkbenchPage } from '../support/workbenchPage.ts';

/** More stops than the window has. */
const MOST_STOPS = 120;

/** A whole task without a pointer: choose, explain, switch a channel off, look closer, export, and find help. */
describeWorkbench('keyboard alone', (launch, host) => {
  let workbench: Workbench;
  let page: Page;
  let screen: WorkbenchPage;
  let engine: OwnEngine;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'workbench-keyboard-'));
    engine = await createOwnEngine();
    workbench = await launch();
    ({ page } = workbench);
    screen = new WorkbenchPage(page);
    await screen.heatmap('football helmet').waitFor();
  });
  afterAll(async () => {
    await workbench.close();
    await rm(folder, { recursive: true, force: true });
  });

  const press = (key: string) => page.keyboard.press(key);

  /** Goes on with Tab until what has the focus is called `name`. */
  async function tabTo(name: string | RegExp): Promise<void> {
    for (let stop = 0; stop < MOST_STOPS; stop += 1) {
      const focused = await page.evaluate(focusedName);
      if (typeof name === 'string' ? focused === name : name.test(focused)) return;
      await press('Tab');
    }
    throw new Error(`Tab does not come to ${String(name)}`);
  }

  it('chooses a photo, and a class to hold the first against', async () => {
    await press('j');
    await screen.heatmap('tiger cat').waitFor();
    await press('v');
    await page.keyboard.type('tabby');
    await press('Enter');
    await screen.heatmap('tiger cat − tabby').waitFor();
    await press('v');
    await page.keyboard.type('nothing');
    await press('Enter');
    await screen.heatmap('tiger cat').waitFor();
  });

  it('switches the strongest channel off at another layer, and takes it back', async () => {
    await press('l');
    await page.keyboard.type('add_6');
    await press('Enter');
    const explanation = await engine.explain('chelsea.png', 'add_6');
    await screen.eventually(async () => (await screen.badge.innerText()).trim(), 'locally accurate');
    await press('1');
    await tabTo('Channel bars');
    await press('ArrowRight');
    const [channel] = orderedChannels(weightsOf(explanation), 'magnitude', 1);
    await page
      .getByRole('img', { name: `Activation of channel ${String(channel)}` })
      .first()
      .waitFor();
    await press('Space');
    const { score } = await engine.service.calls['coalition.value']({
      explanation: explanation.id,
      absent: [channel ?? -1],
    });
    await screen.eventually(() => screen.value('score'), formatNumber(score));
    await press('Control+z');
    await screen.eventually(() => screen.value('present'), '192 of 192');
    await press('Control+Shift+z');
    await screen.eventually(() => screen.value('present'), '191 of 192');
  });

  it('reads the map at a point', async () => {
    await tabTo(/^Saliency map of tiger cat/);
    await press('ArrowRight');
    await page
      .locator('[data-readout]')
      .getByText(/map [\d.−]/)
      .waitFor();
  });

  it('opens what explains a word, and closes it where it was', async () => {
    await tabTo('v(S), model');
    await press('Enter');
    await page.getByRole('dialog', { name: 'v(S)' }).waitFor();
    await press('Escape');
    await screen.eventually(() => page.evaluate(focusedName), 'v(S), model');
  });

  it('goes through the tabs', async () => {
    for (const [key, name] of [
      ['2', 'Curves'],
      ['3', 'Compare'],
      ['4', 'Ground truth'],
      ['1', 'Channels'],
    ] as const) {
      await press(key);
      await page.getByRole('tab', { name, selected: true }).waitFor();
    }
  });

  it('finds the best images of a channel, pins it and lets it go', async () => {
    await tabTo(/^Show channel .* alpha$/);
    await press('Enter');
    await tabTo('Find its best images');
    await press('Enter');
    await page.getByText('Among 4 photos').waitFor();
    await tabTo('Pin channel');
    await press('Enter');
    const pinned = page.getByRole('region', { name: 'Pinned channels' });
    await pinned.waitFor();
    await tabTo(/^Unpin channel/);
    await press('Enter');
    await pinned.waitFor({ state: 'detached' });
  });

  it('exports the figure', async () => {
    await press('Control+e');
    await page.getByRole('form', { name: 'Export figure' }).waitFor();
    await tabTo('Export SVG');
    const place = { folder, name: 'chelsea-tiger-cat-lift-cam' };
    const { sidecar } = await exportFigure(workbench, 'svg', place, () => press('Enter'));
    expect(sidecar.spec.absent).toHaveLength(1);
    await press('Escape');
    await page.getByRole('form', { name: 'Export figure' }).waitFor({ state: 'detached' });
  });

  it('starts a curve and cancels it', async () => {
    await press('2');
    await tabTo('Start deletion curve');
    await press('Enter');
    await page.getByRole('button', { name: 'Cancel deletion curve' }).waitFor();
    await tabTo('Cancel deletion curve');
    await press('Enter');
    await page
      .getByText(/cancelled at \d+/)
      .first()
      .waitFor();
  });

  it('chooses what is compared', async () => {
    await press('3');
    await tabTo('3 methods');
    await press('Enter');
    await tabTo(/^XGrad-CAM/);
    await press('Space');
    await press('Escape');
    await page.getByRole('button', { name: '4 methods' }).waitFor();
    await press('1');
  });

  it('opens the parameters of a method', async () => {
    await tabTo(/^Method /);
    await press('Enter');
    await page.keyboard.type('Random-CAM');
    await press('Enter');
    await tabTo(/^Parameters of/);
    await press('Enter');
    const form = page.getByRole('form', { name: /^Parameters of/ });
    await form.waitFor();
    await press('Escape');
    await form.waitFor({ state: 'detached' });
  });

  it('finds the list of keys, and the licences', async () => {
    await press('?');
    const single = page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByRole('checkbox');
    await single.press('Space');
    expect(await single.isChecked()).toBe(false);
    await press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await press('2');
    await press('?');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByRole('tab', { name: 'Channels', selected: true }).waitFor();
    await tabTo('Help');
    await press('Enter');
    await press('ArrowUp');
    await press('Enter');
    await page.getByRole('dialog', { name: /^LIFT-CAM Workbench \d/ }).waitFor();
    await tabTo('Licence and third-party notices');
    await press('Enter');
    await page.getByRole('region', { name: 'Licences' }).getByText('Apache License').first().waitFor();
    await press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('puts the hints away, and opens a folder that is offered', async () => {
    await tabTo('Hide all hints');
    await press('Enter');
    await page.getByRole('button', { name: 'Hide all hints' }).waitFor({ state: 'detached' });
    await tabTo(host === 'Electron' ? 'Opened folders' : 'Open folder');
    await press('Enter');
    const list = page.getByRole('list', { name: 'Opened folders' });
    await list.waitFor();
    await tabTo(/samples/);
    await press('Enter');
    await list.waitFor({ state: 'detached' });
    await screen.heatmap('football helmet').waitFor();
  });

  it.each([
    ['beside each other', 1280, 720],
    ['over each other', 640, 720],
  ])('comes by Tab to every control, and on again, with the panes %s', async (_how, width, height) => {
    await page.setViewportSize({ width, height });
    // The last to come where the panes are laid out anew.
    await page
      .getByRole('button', { name: /^Open .*, maximum/ })
      .nth(3)
      .waitFor();
    const { stops, missed } = await walkByTab(page);
    expect(missed).toEqual([]);
    expect(stops.filter(({ ring }) => !ring)).toEqual([]);
    expect(stops.length).toBeGreaterThan(40);
  });

  it('complains of nothing', () => {
    expect(workbench.complaints).toEqual([]);
  });
});

/** Runs in the page: what a screen reader calls the element that has the focus, near enough. */
function focusedName(): string {
  const element = document.activeElement;
  const label = element instanceof HTMLInputElement ? element.labels?.[0] : undefined;
  return (element?.getAttribute('aria-label') ?? (label ?? element)?.textContent ?? '').trim();
}
