import type { Locator, Page } from 'playwright-core';

/** A chart of columns in the window, by mouse and keyboard: places count from 0 at the left. */
export class ChartOnPage {
  readonly #page: Page;
  readonly #frame: Locator;
  readonly #count: number;

  /** @param count columns that it shows */
  constructor(page: Page, name: string, count: number) {
    this.#page = page;
    this.#frame = page.getByRole('application', { name });
    this.#count = count;
  }

  /** The box that is being drawn over columns. */
  get box(): Locator {
    return this.#frame.locator('rect.range');
  }

  async readOut(): Promise<string> {
    return this.#page.locator('#chart-read-out').innerText();
  }

  async focus(): Promise<void> {
    await this.#frame.focus();
  }

  async hover(place: number): Promise<void> {
    const { x, y } = await this.#pointAt(place);
    await this.#page.mouse.move(x, y);
  }

  async click(place: number, { shift = false } = {}): Promise<void> {
    await this.hover(place);
    if (shift) await this.#page.keyboard.down('Shift');
    await this.#page.mouse.down();
    await this.#page.mouse.up();
    if (shift) await this.#page.keyboard.up('Shift');
  }

  /** Draws a box from one column to another and does something before it lets go. */
  async drag(from: number, to: number, meanwhile: () => Promise<unknown>): Promise<void> {
    await this.hover(from);
    await this.#page.mouse.down();
    const { x, y } = await this.#pointAt(to);
    await this.#page.mouse.move(x, y, { steps: 4 });
    await meanwhile();
    await this.#page.mouse.up();
  }

  async #pointAt(place: number): Promise<{ x: number; y: number }> {
    const box = await this.#frame.locator('rect.area').boundingBox();
    if (!box) throw new Error('the chart is not drawn');
    return { x: box.x + (box.width * (place + 0.5)) / this.#count, y: box.y + box.height / 3 };
  }
}
