import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** The workbench's page in a person's words: what stands where, by role and name. */
export class WorkbenchPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The heatmap in the viewer; its name says what it explains. */
  heatmap(label: string | RegExp = /^Saliency map of/): Locator {
    const name = typeof label === 'string' ? `Saliency map of ${label}` : label;
    return this.page.getByRole('img', { name });
  }

  get badge(): Locator {
    return this.page.getByRole('button', { name: /^Completeness:/ });
  }

  /** A number of the line above the bars, as shown. */
  async value(name: 'present' | 'score' | 'additive' | 'difference' | 'probability'): Promise<string> {
    return (await this.page.locator(`[data-value="${name}"]`).innerText()).trim();
  }

  async choosePhoto(name: string): Promise<void> {
    await this.page.getByRole('option', { name: new RegExp(name) }).click();
  }

  /** Picks from one of the toolbar's searchable lists. */
  async pick(list: 'Layer' | 'Class' | 'Versus' | 'Method', query: string): Promise<void> {
    const toolbar = this.page.getByRole('banner');
    await toolbar.getByRole('button', { name: new RegExp(`^${list}`) }).click();
    await this.page.getByPlaceholder('Search', { exact: true }).fill(query);
    await this.page.keyboard.press('Enter');
  }

  async openTab(name: 'Channels' | 'Curves' | 'Compare' | 'Ground truth'): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
  }

  /** Waits until what `read` gives is what is expected. */
  async eventually(read: () => Promise<unknown>, expected: unknown): Promise<void> {
    await expect.poll(read, { timeout: 60_000, interval: 100 }).toEqual(expected);
  }

  /** Spread of the colours in the middle of the viewer: near 0 where one flat colour is drawn. */
  async pictureSpread(): Promise<number> {
    return this.heatmap().evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const context = canvas.getContext('2d');
      if (!context) return 0;
      const { width, height } = canvas;
      const { data } = context.getImageData(width / 4, height / 4, width / 2, height / 2);
      const values = Array.from(data.filter((_, index) => index % 4 !== 3));
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    });
  }
}
