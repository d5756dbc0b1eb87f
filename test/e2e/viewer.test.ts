import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decodeImage } from '../../main/engine/images/decode.ts';
import type { Raster } from '../../main/engine/images/raster.ts';
import type { Box } from '../../shared/figure/canvas2d.ts';
import { expectAccessible } from '../support/axe.ts';
import { repository } from '../support/repository.ts';
import {
  canvasPixels,
  changedShare,
  greyRun,
  hatchContrast,
  meanColor,
  onStage,
  pixelsIn,
} from '../support/stagePixels.ts';
import { describeInBrowser, takeScreenshot, type Workbench } from '../support/workbench.ts';
import { WorkbenchPage } from '../support/workbenchPage.ts';

/** chelsea.png is 451 × 300: its shorter edge becomes 256, and 224 × 224 are cut from the middle of 384 × 256. */
const SEEN: Box = {
  x: (80 * 451) / 384,
  y: (16 * 300) / 256,
  width: (224 * 451) / 384,
  height: (224 * 300) / 256,
};
/** Beside that. */
const UNSEEN: Box = { x: 5, y: 20, width: 80, height: 260 };
/** Of the model's input. */
const INPUT = { width: 224, height: 224 };

/** What the viewer draws, and where. */
describeInBrowser('viewer', (launch) => {
  let workbench: Workbench;
  let screen: WorkbenchPage;
  let photo: Raster;

  beforeAll(async () => {
    workbench = await launch();
    photo = await decodeImage(join(repository, 'models', 'samples', 'chelsea.png'));
    screen = new WorkbenchPage(workbench.page);
    await screen.choosePhoto('chelsea.png');
    await screen.heatmap('tiger cat').waitFor();
    await opacity('End');
  });
  afterAll(() => workbench.close());

  async function opacity(key: 'Home' | 'End'): Promise<void> {
    await workbench.page.getByRole('slider', { name: 'Opacity' }).press(key);
  }

  /** The middle half of a stage's height, between two shares of its width. */
  function between({ width, height }: Raster, from: number, to: number): Box {
    return { x: from * width, y: height / 4, width: (to - from) * width, height: height / 2 };
  }

  function press(name: string): Promise<void> {
    return workbench.page.getByRole('button', { name }).click();
  }

  /** What the stage shows once the pointer has left it. */
  async function drawn(): Promise<Raster> {
    await workbench.page.mouse.move(0, 0);
    return canvasPixels(screen.heatmap());
  }

  async function pointAt(x: number, y: number): Promise<void> {
    const stage = await screen.heatmap().boundingBox();
    await workbench.page.mouse.move((stage?.x ?? 0) + x, (stage?.y ?? 0) + y);
  }

  const readOut = () => workbench.page.locator('[data-readout]').innerText();

  /** A number as the window writes it. */
  const numberIn = (text: string | undefined) => Number((text ?? '').replace('−', '-').replace('×10', 'e'));

  /** The numbers at the ends of the colour bar. */
  async function barEnds(): Promise<number[]> {
    const name = await workbench.page
      .getByRole('region', { name: 'Viewer' })
      .getByRole('img', { name: /^Colour bar/ })
      .getAttribute('aria-label');
    return (/from (\S+) to (\S+)/.exec(name ?? '') ?? []).slice(1).map(numberIn);
  }

  async function chooseColours(name: string): Promise<void> {
    await workbench.page.getByLabel(/^Colour map/).click();
    await workbench.page.getByRole('option', { name }).click();
  }

  const choose = (name: string) => workbench.page.getByRole('radio', { name, exact: true }).click();

  /** Where a grey heatmap lies on the stage: the rows and columns through its middle tell. */
  async function heatBox(): Promise<Box> {
    const stage = await drawn();
    const { width, height } = stage;
    const middle = width / 2;
    const column = greyRun(
      stage,
      Array.from({ length: height }, (_, y) => y * width + Math.floor(middle)),
    );
    const y = Math.floor((column.from + column.to) / 2);
    const row = greyRun(
      stage,
      Array.from({ length: width }, (_, x) => y * width + x),
    );
    return { x: row.from, y: column.from, width: row.to - row.from, height: column.to - column.from };
  }

  /** Antialiased edges are no part of a run. */
  function expectAlike(box: Box, wanted: Box): void {
    for (const side of ['x', 'y', 'width', 'height'] as const)
      expect(Math.abs(box[side] - wanted[side]), `${side} ${box[side]}, ${wanted[side]}`).toBeLessThan(2.5);
  }

  it('lays the heatmap where the model looked, and hatches what was cut away', async () => {
    await opacity('Home');
    const bare = await drawn();
    await opacity('End');
    const covered = await drawn();
    const [seen, unseen] = [SEEN, UNSEEN].map((box) => onStage(box, photo, bare)) as [Box, Box];

    expect(changedShare(bare, covered, unseen)).toBe(0);
    const [dimmed, light] = [meanColor(bare, unseen), meanColor(photo, UNSEEN)];
    dimmed.forEach((level, c) => expect(level).toBeLessThan(0.75 * light[c]!));
    expect(hatchContrast(bare, unseen)).toBeGreaterThan(20);

    meanColor(bare, seen).forEach((level, c) => {
      expect(Math.abs(level - meanColor(photo, SEEN)[c]!)).toBeLessThan(2);
    });
    expect(hatchContrast(bare, seen)).toBeLessThan(5);
    expect(changedShare(bare, covered, seen)).toBeGreaterThan(0.9);

    await pointAt(unseen.x + unseen.width / 2, unseen.y + unseen.height / 2);
    await expect.poll(readOut).toMatch(/^x 4[45] · y 1(49|50) · not seen by the model$/);
    await pointAt(seen.x + 4, seen.y + 4);
    await expect.poll(readOut).toMatch(/map /);
  });

  it('tells provider, times and residual at the foot of the window', async () => {
    const foot = workbench.page.getByLabel('Status', { exact: true });
    await expect
      .poll(() => foot.innerText())
      .toMatch(/CPU[\s\S]*forward (held|[\d.]+ ms) · explain (held|[\d.]+ ms)[\s\S]*exact/);
  });

  it('shows what the model saw as its input holds it: the crop, and nothing hatched', async () => {
    await opacity('Home');
    await press('What the model saw');
    await workbench.page.getByText('on the model’s input').waitFor();
    // The bundled model gets levels less 127 and divided by 128, so from -0.99 to 1, red first.
    const channels = workbench.page.getByRole('list', { name: 'Channels of the model’s input' });
    expect(await channels.innerText()).toMatch(/^R −0\.\d+ to [\d.]+, mean \S+\s+G −/);
    await workbench.page.getByText('(level / 255 − 0.498) / 0.502, from preprocessor_config.json').waitFor();
    const stage = await drawn();
    await pointAt(stage.width / 2, stage.height / 2);
    await expect.poll(readOut).toMatch(/^x 11[12] · y 11[12] · R \S+ · G \S+ · B \S+ · map ./);
    await takeScreenshot(workbench.page, 'model-input');
    for (const [across, down] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ] as const) {
      const quarter = ({ x, y, width, height }: Box): Box => ({
        x: x + (across * width) / 2,
        y: y + (down * height) / 2,
        width: width / 2,
        height: height / 2,
      });
      const onPhoto = meanColor(photo, quarter(SEEN));
      const onInput = meanColor(stage, onStage(quarter({ x: 0, y: 0, ...INPUT }), INPUT, stage));
      onInput.forEach((level, c) => expect(Math.abs(level - onPhoto[c]!)).toBeLessThan(3));
    }
    expect(hatchContrast(stage, onStage({ x: 0, y: 0, ...INPUT }, INPUT, stage))).toBeLessThan(5);
    await press('What the model saw');
    await workbench.page.getByText('on the model’s input').waitFor({ state: 'detached' });
    await opacity('End');
  });

  it('follows the colours, the interpolation and the sign; the colour bar tells the values', async () => {
    const levels = async () => {
      const stage = await drawn();
      return pixelsIn(stage, onStage(SEEN, photo, stage));
    };
    await chooseColours('grey');
    await choose('Nearest');
    const cells = await levels();
    expect(cells.every(({ rgb: [r, g, b] }) => r === g && g === b)).toBe(true);
    // The layer's map has 7 × 7 places.
    expect(new Set(cells.map(({ rgb }) => rgb[0])).size).toBeLessThanOrEqual(49);
    const corner = cells.find(({ rgb }) => rgb[0] === 255);
    const peak = { x: (corner?.x ?? 0) + 15, y: (corner?.y ?? 0) + 15 };
    const [low, high] = await barEnds();
    await pointAt(peak.x, peak.y);
    await expect.poll(async () => numberIn((await readOut()).split('map ')[1]) / high!).toBeCloseTo(1, 2);
    expect(low).toBeGreaterThanOrEqual(0);

    await choose('Bilinear');
    expect(new Set((await levels()).map(({ rgb }) => rgb[0])).size).toBeGreaterThan(100);

    await choose('Signed');
    const signed = await barEnds();
    expect(signed[0]).toBe(-signed[1]!);
    const warm = (await levels()).find(({ x, y }) => x === peak.x && y === peak.y);
    expect(warm?.rgb[0]).toBeGreaterThan(warm?.rgb[2] ?? 255);
    await choose('ReLU');
  });

  it('zooms, is dragged and fits again, the heatmap with the photo', async () => {
    const stage = await drawn();
    const before = await heatBox();
    expectAlike(before, onStage(SEEN, photo, stage));
    const about = { x: stage.width / 2, y: stage.height / 2 };
    await press('Zoom out');
    const smaller = await heatBox();
    expectAlike(smaller, {
      x: about.x + (before.x - about.x) / 1.25,
      y: about.y + (before.y - about.y) / 1.25,
      width: before.width / 1.25,
      height: before.height / 1.25,
    });
    await pointAt(about.x, about.y);
    await workbench.page.mouse.down();
    await pointAt(about.x + 30, about.y - 12);
    await workbench.page.mouse.up();
    expectAlike(await heatBox(), { ...smaller, x: smaller.x + 30, y: smaller.y - 12 });
    await workbench.page.getByRole('button', { name: 'Fit', exact: true }).click();
    expectAlike(await heatBox(), before);
    await chooseColours('inferno');
  });

  it('splits the photo with its heatmap, where the slider says', async () => {
    await opacity('Home');
    const bare = await drawn();
    const changed = async (from: number, to: number) =>
      changedShare(bare, await drawn(), between(bare, from, to));
    await opacity('End');
    await press('Split with the original');
    await expectAccessible(workbench.page, 'split');
    await takeScreenshot(workbench.page, 'split');
    expect(await changed(0.3, 0.45)).toBe(0);
    expect(await changed(0.55, 0.7)).toBeGreaterThan(0.9);
    await workbench.page.getByRole('slider', { name: 'Where the heatmap begins' }).press('Home');
    await expect.poll(() => changed(0.35, 0.45)).toBeGreaterThan(0.9);
    await press('Split with the original');
  });

  it('draws lines of equal value, which leave most of the photo as it is', async () => {
    await opacity('Home');
    const bare = await drawn();
    await opacity('End');
    await press('Contours');
    const changed = async () => changedShare(bare, await drawn(), between(bare, 0.3, 0.7), 40);
    await expect.poll(changed).toBeLessThan(0.25);
    expect(await changed()).toBeGreaterThan(0.002);
    await expectAccessible(workbench.page, 'contours');
    await takeScreenshot(workbench.page, 'contours');
    await press('Contours');
  });

  it('reads the map at a point: aloud where keys moved it, and nothing of what the model saw while there is no map', async () => {
    const { page } = workbench;
    const readOut = page.locator('[data-readout]');
    const stage = screen.heatmap();
    await stage.hover();
    await expect.poll(() => readOut.innerText()).toMatch(/^x \d+ · y \d+ · map /);
    expect(await readOut.getAttribute('aria-live')).toBe('off');
    await stage.press('ArrowRight');
    await expect.poll(() => readOut.getAttribute('aria-live')).toBe('polite');
    // Its ring is seen on the surround, the same in both themes.
    const ring = await stage.evaluate((canvas) => getComputedStyle(canvas).outlineColor);
    expect(ring).toBe('rgb(156, 195, 255)');

    await press('Invert');
    await page.getByText('The map is zero everywhere').waitFor();
    await stage.press('ArrowRight');
    await expect.poll(() => readOut.innerText()).toMatch(/^x \d+ · y \d+$/);
    await press('Undo');
    await stage.press('ArrowRight');
    await expect.poll(() => readOut.innerText()).toMatch(/map /);
  });

  it('complains of nothing', () => {
    expect(workbench.complaints).toEqual([]);
  });
});
