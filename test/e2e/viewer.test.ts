import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { describeInBrowser, takeScreenshot, type Workbench } from '../support/workbench.ts';
import { WorkbenchPage } from '../support/workbenchPage.ts';

/** What the viewer draws, beside a heatmap over the whole photo. */
describeInBrowser('viewer', (launch) => {
  let workbench: Workbench;
  let screen: WorkbenchPage;

  beforeAll(async () => {
    workbench = await launch();
    screen = new WorkbenchPage(workbench.page);
    await screen.choosePhoto('chelsea.png');
    await screen.heatmap('tiger cat').waitFor();
    await opacity('End');
  });
  afterAll(() => workbench.close());

  async function opacity(key: 'Home' | 'End'): Promise<void> {
    await workbench.page.getByRole('slider', { name: 'Opacity' }).press(key);
  }

  /** The drawn pixels of a part of the viewer's width, as shares of it. */
  function pixels(from: number, to: number): Promise<number[]> {
    return screen.heatmap().evaluate(
      (canvas: HTMLCanvasElement, [left, right]) => {
        const { width, height } = canvas;
        const [x, end] = [Math.round(left * width), Math.round(right * width)];
        return [...(canvas.getContext('2d')?.getImageData(x, height / 4, end - x, height / 2).data ?? [])];
      },
      [from, to] as const,
    );
  }

  function press(name: string): Promise<void> {
    return workbench.page.getByRole('button', { name }).click();
  }

  it('splits the photo with its heatmap, where the slider says', async () => {
    await opacity('Home');
    const [leftPhoto, rightPhoto] = [await pixels(0.3, 0.45), await pixels(0.55, 0.7)];
    await opacity('End');
    await press('Split with the original');
    await expectAccessible(workbench.page, 'split');
    await takeScreenshot(workbench.page, 'split');
    expect(await pixels(0.3, 0.45)).toEqual(leftPhoto);
    expect(await pixels(0.55, 0.7)).not.toEqual(rightPhoto);
    await workbench.page.getByRole('slider', { name: 'Where the heatmap begins' }).press('Home');
    await screen.eventually(async () => String(await pixels(0.3, 0.45)) === String(leftPhoto), false);
    await press('Split with the original');
  });

  it('draws lines of equal value, which leave most of the photo as it is', async () => {
    await opacity('Home');
    const photo = await pixels(0.3, 0.7);
    await opacity('End');
    await press('Contours');
    await screen.eventually(async () => {
      const drawn = await pixels(0.3, 0.7);
      const changed =
        drawn.filter((value, at) => Math.abs(value - (photo[at] ?? 0)) > 40).length / drawn.length;
      return changed > 0.002 && changed < 0.25;
    }, true);
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
