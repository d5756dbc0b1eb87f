import type { Page } from 'playwright-core';
import type { Workbench } from '../support/workbench.ts';
import { watchInPage, type Watch } from './inPage.ts';
import { spread, type Spread } from './median.ts';

export interface ActionTimes {
  readonly layer: string;
  readonly classSwitch: Spread;
  /** The map of the channels left, recombined in the window. */
  readonly toggleMap: Spread;
  /** v(S) of the channels left, by the head in the engine. */
  readonly toggleScore: Spread;
}

const HEATMAP = 'canvas[aria-label^="Saliency map of"], canvas[aria-label^="Activation of"]';
/** Rounds before those that count. */
const WARM_UP = 5;
/** Pause before an action, in which what the one before set off comes to rest. */
const REST_MILLISECONDS = 250;

/** Measures class switches and channel toggles at a layer of the photo on show. */
export async function measureActions(
  { page }: Workbench,
  layer: string,
  actions: number,
): Promise<ActionTimes> {
  await chooseLayer(page, layer);
  const switches = await repeat(actions, (round) => switchClass(page, round));
  await page.locator('button[aria-label^="Explain "]').first().click();
  const toggles = await repeat(actions, (round) => toggleChannel(page, round));
  return {
    layer,
    classSwitch: spread(switches.map(([drawn]) => drawn ?? NaN)),
    toggleMap: spread(toggles.map(([map]) => map ?? NaN)),
    toggleScore: spread(toggles.map(([, score]) => score ?? NaN)),
  };
}

async function chooseLayer(page: Page, layer: string): Promise<void> {
  await page.getByRole('button', { name: /^Layer/ }).click();
  await page.getByPlaceholder('Search', { exact: true }).fill(layer);
  await page.keyboard.press('Enter');
  await page.locator('dd', { hasText: layer }).waitFor();
}

/** Clicks one of the five most probable classes after the other. */
async function switchClass(page: Page, round: number): Promise<number[]> {
  const button = page.locator('button[aria-label^="Explain "]').nth((round + 1) % 5);
  const label = (await button.getAttribute('title'))?.split(' · ')[0] ?? '';
  await button.hover();
  const step = { selector: HEATMAP, attribute: 'aria-label', text: `Saliency map of ${label}` };
  return clicked(page, { event: 'click', steps: [step] });
}

/** Clicks on one of the twenty bars after the other; the pointer lies on the bar before the clock starts. */
async function toggleChannel(page: Page, round: number): Promise<number[]> {
  const box = await page.getByRole('application', { name: 'Channel bars' }).boundingBox();
  if (!box) throw new Error('no bars are on show');
  const bar = (round % 20) + 0.5;
  const AXIS = 50;
  await page.mouse.move(box.x + AXIS + ((box.width - AXIS - 8) * bar) / 20, box.y + box.height / 3);
  const steps = [{ selector: '[data-value="present"]' }, { selector: '[data-value="score"]' }];
  return clicked(page, { event: 'click', steps });
}

/** Clicks where the pointer is. */
async function clicked(page: Page, watch: Watch): Promise<number[]> {
  await page.waitForTimeout(REST_MILLISECONDS);
  await page.evaluate(watchInPage, watch);
  await page.mouse.down();
  await page.mouse.up();
  return page.evaluate(() => (window as unknown as { measured: Promise<number[]> }).measured);
}

async function repeat(rounds: number, action: (round: number) => Promise<number[]>): Promise<number[][]> {
  const times: number[][] = [];
  for (let round = 0; round < WARM_UP + rounds; round += 1) {
    const time = await action(round);
    if (round >= WARM_UP) times.push(time);
  }
  return times;
}
