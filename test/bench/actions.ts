import type { Page } from 'playwright-core';
import { ChartOnPage } from '../support/chartOnPage.ts';
import type { Workbench } from '../support/workbench.ts';
import { watchInPage, type Moments, type Watch } from './inPage.ts';
import { spread, type Spread } from './median.ts';

export const ACTIONS = ['classSwitch', 'toggleMap', 'toggleScore', 'hover'] as const;
/**
 * Milliseconds from the input event to the frame that shows its effect. Class switch: to the other class's map. Toggle:
 * to the map of the channels left and their sum, made in the window, and to their v(S), by the head in the engine.
 * Hover: to a channel's activation on the photo.
 */
export type ActionTimes = Readonly<Record<(typeof ACTIONS)[number], Spread>> & {
  /** Of the toggle's map: what it waits for. */
  readonly toggleMoments: Readonly<Record<keyof Moments, Spread>>;
};

/** What is measured: a layer, or the default one, and how many of its channels are drawn as bars. */
export interface Subject {
  readonly layer: string | null;
  readonly bars: 'Top 20' | 'All';
  readonly columns: number;
}

const HEATMAP = 'canvas[aria-label^="Saliency map of"], canvas[aria-label^="Activation of"]';
/** Rounds before those that count. */
const WARM_UP = 5;
/** Pause before an action, in which what the one before set off comes to rest. */
const REST_MILLISECONDS = 250;
/** From one bar to the next that is touched: far enough to be another even where bars are narrower than pixels. */
const STRIDE = 0.37;

/** Measures class switches, channel toggles and hovering at a layer of the photo on show. */
export async function measureActions(
  { page }: Workbench,
  { layer, bars, columns }: Subject,
  rounds: number,
): Promise<ActionTimes> {
  if (layer !== null) await chooseLayer(page, layer);
  await page.getByRole('radio', { name: bars, exact: true }).click();
  const chart = new ChartOnPage(page, 'Channel bars', columns);
  const place = (round: number) => Math.floor(columns * ((STRIDE * (round + 1)) % 1));
  const switches = await repeat(rounds, (round) => switchClass(page, round));
  await page.locator('button[aria-label^="Explain "]').first().click();
  const toggles = await repeat(rounds, async (round) => {
    await chart.hover(place(round));
    return toggleChannel(page);
  });
  const hovers = await repeat(rounds, async (round) => {
    await chart.hover(place(round));
    return measured(
      page,
      { event: 'pointermove', steps: [{ selector: HEATMAP, attribute: 'aria-label' }] },
      () => chart.hover(place(round + 1)),
    );
  });
  return {
    classSwitch: timeOf(switches, 0),
    toggleMap: timeOf(toggles, 0),
    toggleMoments: {
      changed: timeOf(toggles, 0, 'changed'),
      frame: timeOf(toggles, 0, 'frame'),
      drawn: timeOf(toggles, 0),
    },
    toggleScore: timeOf(toggles, 1),
    hover: timeOf(hovers, 0),
  };
}

function timeOf(
  rounds: readonly (readonly Moments[])[],
  step: number,
  moment: keyof Moments = 'drawn',
): Spread {
  return spread(rounds.map((moments) => moments[step]?.[moment] ?? NaN));
}

async function chooseLayer(page: Page, layer: string): Promise<void> {
  await page.getByRole('button', { name: /^Layer ./ }).click();
  await page.getByPlaceholder('Search', { exact: true }).fill(layer);
  await page.keyboard.press('Enter');
  await page.locator('dd', { hasText: layer }).waitFor();
}

/** Clicks one of the five most probable classes after the other. */
async function switchClass(page: Page, round: number): Promise<Moments[]> {
  const button = page.locator('button[aria-label^="Explain "]').nth((round + 1) % 5);
  const label = (await button.getAttribute('title'))?.split(' · ')[0] ?? '';
  await button.hover();
  const step = { selector: HEATMAP, attribute: 'aria-label', text: `Saliency map of ${label}` };
  return clicked(page, { event: 'click', steps: [step] });
}

/** Switches the channel of the bar that the pointer lies on. */
async function toggleChannel(page: Page): Promise<Moments[]> {
  const steps = [{ selector: '[data-value="present"]' }, { selector: '[data-value="score"]' }];
  return clicked(page, { event: 'pointerup', steps });
}

/** Clicks where the pointer is. */
function clicked(page: Page, watch: Watch): Promise<Moments[]> {
  return measured(page, watch, async () => {
    await page.mouse.down();
    await page.mouse.up();
  });
}

async function measured(page: Page, watch: Watch, act: () => Promise<void>): Promise<Moments[]> {
  await page.waitForTimeout(REST_MILLISECONDS);
  await page.evaluate(watchInPage, watch);
  await act();
  return page.evaluate(() => (window as unknown as { measured: Promise<Moments[]> }).measured);
}

async function repeat(rounds: number, action: (round: number) => Promise<Moments[]>): Promise<Moments[][]> {
  const times: Moments[][] = [];
  for (let round = 0; round < WARM_UP + rounds; round += 1) {
    const time = await action(round);
    if (round >= WARM_UP) times.push(time);
  }
  return times;
}
