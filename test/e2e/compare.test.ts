import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { samples } from '../support/commandLine.ts';
import { describeInBrowser, takeScreenshot, type Workbench } from '../support/workbench.ts';
import { WorkbenchPage } from '../support/workbenchPage.ts';

const SIZES = [
  { width: 1280, height: 720 },
  { width: 2560, height: 1440 },
];

/** The cat of chelsea.png, roughly. */
const BOXES = `<annotation><size><width>451</width><height>300</height></size><object><name>tiger cat</name>
  <bndbox><xmin>100</xmin><ymin>20</ymin><xmax>360</xmax><ymax>280</ymax></bndbox></object></annotation>`;

/** Methods side by side on classes of a photo and on photos: maps, cosine to SHAP and scores under each. */
describeInBrowser('compare', (launch) => {
  let workbench: Workbench;
  let screen: WorkbenchPage;
  let page: Page;
  let grid: Locator;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'workbench-compare-'));
    await cp(samples, folder, { recursive: true });
    await writeFile(join(folder, 'chelsea.xml'), BOXES);
    workbench = await launch({ folder });
    ({ page } = workbench);
    page.setDefaultTimeout(60_000);
    screen = new WorkbenchPage(page);
    grid = page.getByRole('table', { name: 'Maps of each method' });
    await screen.choosePhoto('chelsea.png');
    await screen.heatmap('tiger cat').waitFor();
    await screen.openTab('Compare');
  });
  afterAll(async () => {
    await workbench.close();
    await rm(folder, { recursive: true, force: true });
  });

  const cell = (method: string, column: string) =>
    grid.getByRole('button', { name: `${method}, ${column}: `, exact: false }).first();
  const maps = () => grid.getByRole('button', { name: /Show in the viewer$/ });
  const words = (method: string, column: string) => cell(method, column).getAttribute('aria-label');
  const columns = async () => (await grid.getByRole('columnheader').allInnerTexts()).slice(1);
  const compareButton = () => page.getByRole('button', { name: 'Compare', exact: true });
  const done = () => expect.poll(() => compareButton().count(), { timeout: 120_000 }).toBe(1);
  async function compare(): Promise<void> {
    await compareButton().click();
    await done();
  }
  /** Makes exactly these the ticked ones of a list. */
  async function tick(
    list: 'classes' | 'photos' | 'methods' | 'scores',
    names: readonly string[],
  ): Promise<void> {
    await page.getByTitle(`Choose ${list}`).click();
    const items = page.getByRole('list', { name: list });
    const search = page.getByRole('searchbox', { name: `Search ${list}` });
    for (const name of names) {
      if ((await search.count()) > 0) await search.fill(name);
      await items
        .getByRole('checkbox', { name, exact: list === 'methods' })
        .first()
        .check();
    }
    if ((await search.count()) > 0) await search.fill('');
    const ticked = items.getByRole('checkbox', { checked: true });
    const others = await ticked.evaluateAll((boxes, wanted) => {
      const labels = boxes.map((box) => box.closest('label')?.querySelector('.label')?.textContent ?? '');
      return labels.filter((label) => !wanted.includes(label));
    }, names);
    for (const label of others)
      await items.getByRole('checkbox', { name: label }).and(ticked).first().uncheck();
    await page.keyboard.press('Escape');
  }

  it('compares three methods on the likeliest classes, after telling what it takes', async () => {
    await expect.poll(() => page.locator('[data-value="estimate"]').innerText()).toMatch(/^(about|under) /);
    await compare();
    expect(await grid.getByRole('row').count()).toBe(4);
    expect(await maps().count()).toBe(9);
    expect(await grid.getAttribute('aria-label')).toBe('Maps of each method on chelsea.png');
    await grid.getByText('chelsea.png', { exact: true }).waitFor();
    // On this affine head LIFT-CAM is the Shapley value; Grad-CAM is not.
    expect(await words('LIFT-CAM', 'tiger cat')).toMatch(/cos 1\.00, AD % \d/);
    expect(await words('Grad-CAM', 'tiger cat')).toMatch(/cos 0\.\d+, AD % \d/);
  });

  it.each(SIZES)('looks right at $width × $height', async ({ width, height }) => {
    await page.setViewportSize({ width, height });
    await takeScreenshot(page, `compare-${String(width)}`);
    const spread = await cell('LIFT-CAM', 'tiger cat').locator('canvas').evaluate(spreadOf);
    expect(spread).toBeGreaterThan(20);
  });

  it('draws all maps in one colour range, whose numbers stand beside them, or each in its own', async () => {
    const weak = () => cell('LIFT-CAM', 'tabby').locator('canvas').evaluate(spreadOf);
    const bar = page.getByRole('tabpanel').getByRole('img', { name: /^Colour bar from \S+ to \S+/ });
    await bar.waitFor();
    const before = await weak();
    await page.getByRole('checkbox', { name: 'One colour range' }).uncheck();
    await expect.poll(weak).not.toBe(before);
    expect(await bar.count()).toBe(0);
    await page.getByRole('checkbox', { name: 'One colour range' }).check();
    await expect.poll(weak).toBe(before);
  });

  it('shows a cell in the viewer, by the keyboard too', async () => {
    await cell('Grad-CAM', 'tabby').focus();
    await page.keyboard.press('Enter');
    await screen.heatmap('tabby').waitFor();
    expect(await page.getByRole('button', { name: /^Method/ }).innerText()).toContain('Grad-CAM');
  });

  it('compares on classes chosen by hand, each against the one that the photo is explained against', async () => {
    await tick('classes', ['lynx', 'tiger cat']);
    expect(await page.getByTitle('Choose classes').innerText()).toBe('2 classes');
    await screen.pick('Versus', 'Egyptian cat');
    await page.getByText('each against Egyptian cat').waitFor();
    await compare();
    expect((await columns()).sort()).toEqual(['lynx − Egyptian cat', 'tiger cat − Egyptian cat']);
    expect(await words('LIFT-CAM', 'tiger cat − Egyptian cat')).toMatch(/cos 1\.00/);
    await screen.pick('Versus', 'nothing');
    await page.getByText('each against Egyptian cat').waitFor({ state: 'detached' });
    await page.getByTitle('Choose classes').click();
    await expectAccessible(page, 'classes to compare');
    await takeScreenshot(page, 'compare-classes');
    await page.getByRole('group', { name: 'How many columns' }).getByRole('radio', { name: '2' }).click();
    await page.keyboard.press('Escape');
    expect(await page.getByTitle('Choose classes').innerText()).toBe('Top 2');
  });

  it('compares on photos chosen by hand, with the boxes that lie beside them', async () => {
    await screen.pick('Class', 'Top class of each photo');
    await page.getByRole('radio', { name: 'Photos' }).click();
    await tick('photos', ['chelsea.png', 'rocket.jpg']);
    await tick('scores', ['Energy-based pointing game']);
    await compare();
    expect(await columns()).toEqual(['chelsea.png\ntiger cat', expect.stringMatching(/^rocket.jpg\n/)]);
    expect(await grid.getAttribute('aria-label')).toBe('Maps of each method');
    const share = /Pointing (0\.\d+)/.exec((await words('LIFT-CAM', 'chelsea.png')) ?? '');
    expect(Number(share?.[1])).toBeGreaterThan(0.3);
    expect(await words('LIFT-CAM', 'rocket.jpg')).toMatch(/Pointing –/);
    expect(await words('LIFT-CAM', 'rocket.jpg')).toContain('No boxes lie with this photo');
    await grid.getByRole('button', { name: /^Scores .* of LIFT-CAM, rocket\.jpg$/ }).press('Enter');
    const scores = page.getByRole('dialog', { name: 'LIFT-CAM, rocket.jpg' });
    expect(await scores.innerText()).toMatch(/Cosine similarity[\s\S]*No boxes lie with this photo/);
    await takeScreenshot(page, 'compare-photos');
    await page.keyboard.press('Escape');
    await scores.waitFor({ state: 'detached' });
  });

  it('can be cancelled', async () => {
    await tick('scores', ['Deletion AUC']);
    await compareButton().click();
    await expect.poll(() => maps().count()).toBeGreaterThan(2);
    await page.getByRole('button', { name: 'Cancel comparison' }).click();
    await done();
    expect(await compareButton().evaluate((button) => button === document.activeElement)).toBe(true);
    expect(await words('LIFT-CAM', 'rocket.jpg')).toMatch(/Del\S* –/);
  });

  it('says in its place why a method is refused, and samples the Shapley values of a head that is not affine', async () => {
    await page.getByRole('radio', { name: 'Classes' }).click();
    await tick('classes', ['tiger cat']);
    await tick('methods', ['LIFT-CAM', 'CAM']);
    await tick('scores', []);
    await screen.pick('Method', 'in one pass');
    // Not affine, and a coalition costs little there.
    await screen.pick('Layer', 'getitem_141');
    await screen.eventually(async () => (await screen.badge.innerText()).trim(), 'locally accurate');
    await compare();
    const refused = grid.getByRole('group', { name: 'CAM, tiger cat: failed' });
    await refused.getByText('CAM needs global average pooling').waitFor();
    expect(await words('LIFT-CAM', 'tiger cat')).toMatch(/cos –/);
    await expectAccessible(page, 'a failed cell');
    await page.getByRole('button', { name: 'Sample Shapley values' }).press('Enter');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toMatch(/^(Cancel comparison|Compare)$/);
    await done();
    expect(await words('LIFT-CAM', 'tiger cat')).toMatch(/cos 0\.\d+/);
    expect(await page.getByRole('button', { name: 'Sample Shapley values' }).count()).toBe(0);
    await takeScreenshot(page, 'compare-refused');
    await refused.getByRole('button', { name: 'Compare at hardtanh_32' }).click();
    await expect.poll(() => words('CAM', 'tiger cat')).toMatch(/cos \S*\d/);
    await done();
  });

  it('complains of nothing', () => {
    expect(workbench.complaints).toEqual([]);
  });
});

/** Spread of a canvas's colours: near 0 where nothing is drawn. */
function spreadOf(element: HTMLElement | SVGElement): number {
  const canvas = element as unknown as HTMLCanvasElement;
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  const values = Array.from(data.filter((_, index) => index % 4 !== 3));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
