import { copyFile, link, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { formatNumber } from '../../shared/figure/format.ts';
import type { Explanation } from '../../shared/result.ts';
import { expectAccessible } from '../support/axe.ts';
import { samples } from '../support/commandLine.ts';
import { activationOf, createOwnEngine, topChannel, type OwnEngine } from '../support/ownEngine.ts';
import { describeInBrowser, takeScreenshot, type Workbench } from '../support/workbench.ts';
import { WorkbenchPage } from '../support/workbenchPage.ts';

const PHOTOS = ['astronaut.png', 'chelsea.png', 'coffee.png', 'rocket.jpg'];
const LAYER = 'add_6';
/** Photos of the large folder: enough for a search to be stopped on a fast machine. */
const MANY = 400;
const SIZES = [
  { width: 1280, height: 720 },
  { width: 2560, height: 1440 },
];

/** What a person asks about one channel: where it speaks, what else fires it, what methods say, and how it fares elsewhere. */
describeInBrowser('one channel', (launch) => {
  let engine: OwnEngine;
  let folder: string;
  let settings: string;
  let workbench: Workbench;
  let screen: WorkbenchPage;
  let page: Page;
  let explanation: Explanation;
  let channel: number;
  let card: Locator;
  let best: Locator;
  let pinned: Locator;

  beforeAll(async () => {
    engine = await createOwnEngine();
    explanation = await engine.explain('chelsea.png', LAYER);
    channel = topChannel(explanation);
    settings = await mkdtemp(join(tmpdir(), 'workbench-channel-'));
    folder = await photosAndMany(settings);
    await start();
  });
  afterAll(async () => {
    await workbench.close();
    await rm(settings, { recursive: true, force: true });
  });

  async function start(): Promise<void> {
    workbench = await launch({ folder, settings });
    ({ page } = workbench);
    page.setDefaultTimeout(30_000);
    screen = new WorkbenchPage(page);
    card = page.getByRole('region', { name: 'Inspector' });
    best = page.getByRole('region', { name: /^Best images of channel/ });
    pinned = page.getByRole('region', { name: 'Pinned channels' });
  }

  const button = (name: string | RegExp, within: Locator | Page = page) =>
    within.getByRole('button', { name, exact: typeof name === 'string' });
  const onPhoto = (name: string) => card.getByRole('radio', { name, exact: true });
  const choose = (which: number) => button(new RegExp(`^Show channel ${String(which)}, .* alpha$`)).click();
  const heading = (which: number) =>
    card.getByRole('heading', { name: `Channel ${String(which)}`, exact: true });
  /** A strong channel that is not the one looked at. */
  const strongBeside = async (place: number) => {
    const strongest = await button(/^Show channel .* alpha$/, card).all();
    const labels = await Promise.all(strongest.map((each) => each.getAttribute('aria-label')));
    const numbers = labels.map((label) => Number(/\d+/.exec(label ?? '')?.[0]));
    return numbers.filter((number) => number !== channel)[place] ?? NaN;
  };
  /** Best images as their buttons name them. */
  const bestNames = async () => {
    const names: string[] = [];
    for (const each of await button(/^Open /, best).all())
      names.push((await each.getAttribute('aria-label')) ?? '');
    return names;
  };

  /** The numbers of a channel on a photo, computed beside the window. */
  async function figuresOf(name: string, which: number) {
    const found = await engine.explain(name, LAYER);
    const part = activationOf(found, which);
    return {
      alpha: found.alpha?.[which] ?? NaN,
      maximum: Math.max(...part),
      mean: part.reduce((sum, value) => sum + value, 0) / part.length,
    };
  }

  async function expectedBest(which: number, by: 'maximum' | 'mean'): Promise<string[]> {
    const rows: { name: string; value: number }[] = [];
    for (const name of PHOTOS) rows.push({ name, value: (await figuresOf(name, which))[by] });
    rows.sort((a, b) => b.value - a.value);
    return rows.map(({ name, value }) => `Open ${name}, ${by} ${formatNumber(value)}`);
  }

  it('shows where it is active and where it contributes, with a sum that is its weight', async () => {
    await screen.choosePhoto('chelsea.png');
    await screen.pick('Layer', LAYER);
    await screen.eventually(async () => (await screen.badge.innerText()).trim(), 'locally accurate');
    await choose(channel);
    await heading(channel).waitFor();
    const alpha = formatNumber(explanation.alpha?.[channel] ?? NaN);
    await card
      .getByRole('img', { name: `Contribution of channel ${String(channel)}, sum ${alpha}` })
      .waitFor();
    await page.mouse.move(0, 0);
    await onPhoto('Contribution').click();
    await page
      .getByRole('img', { name: `Contribution of channel ${String(channel)}`, exact: true })
      .waitFor();
    await takeScreenshot(page, 'channel-contribution');
    await onPhoto('Activation').click();
    await page.mouse.move(0, 0);
    await screen
      .heatmap(new RegExp(`^Activation of channel ${String(channel)}$`))
      .first()
      .waitFor();
    await onPhoto('Map').click();
    await screen.heatmap().waitFor();
  });

  it('finds the photos of the folder that activate it most, and says which could not be read', async () => {
    expect(await bestNames()).toEqual([]);
    await button('Find its best images', best).click();
    await best.getByText('Among 4 photos').waitFor();
    await screen.eventually(bestNames, await expectedBest(channel, 'maximum'));
    await best.getByText('1 photo could not be read').click();
    await best
      .getByText(/cut-short\.png/)
      .first()
      .waitFor();
    await best.getByRole('radio', { name: 'Mean' }).click();
    await screen.eventually(bestNames, await expectedBest(channel, 'mean'));
    await best.getByRole('radio', { name: 'Max' }).click();
  });

  it('another channel’s are there at once', async () => {
    const other = await strongBeside(0);
    await choose(other);
    await heading(other).waitFor();
    await screen.eventually(bestNames, await expectedBest(other, 'maximum'));
    expect(await button('Find its best images').count()).toBe(0);
  });

  it('opens one of them, with the same channel still on show', async () => {
    await choose(channel);
    const [first] = await expectedBest(channel, 'maximum');
    const name = /^Open (\S+),/.exec(first ?? '')?.[1] ?? '';
    const other = PHOTOS.find((each) => each !== name && each !== 'chelsea.png') ?? '';
    await button(new RegExp(`^Open ${other},`), best).click();
    await screen.eventually(
      () =>
        page
          .getByRole('option', { selected: true })
          .innerText()
          .then((text) => text.includes(other)),
      true,
    );
    await screen.heatmap().waitFor();
    await heading(channel).waitFor();
    expect(await button(new RegExp(`^Open ${other},`), best).getAttribute('aria-current')).toBe('true');
    await screen.choosePhoto('chelsea.png');
    await screen.heatmap('tiger cat').waitFor();
  });

  it('tells its weight in every method that has explained the photo, and in the fast ones when asked', async () => {
    const byMethod = page.getByRole('region', { name: `Weight of channel ${String(channel)} by method` });
    const rows = (name: RegExp) => byMethod.getByRole('table', { name }).getByRole('rowheader');
    await screen.eventually(() => rows(/^In logits/).allInnerTexts(), ['LIFT-CAM']);
    await screen.pick('Method', 'Grad-CAM');
    await screen.eventually(() => rows(/scales of their own/).allInnerTexts(), ['Grad-CAM']);
    await button('Compute the fast ones', byMethod).click();
    // Which are fast depends on the machine: each is there with its number, or named with its time.
    const { methods } = await engine.service.calls['engine.info']({});
    const wanted = methods.filter(({ properties }) => properties.gives === 'alpha').map(({ title }) => title);
    await expect
      .poll(
        async () => {
          const text = await byMethod.innerText();
          return wanted.filter((title) => !text.includes(title));
        },
        { timeout: 120_000 },
      )
      .toEqual([]);
    await expect.poll(() => byMethod.getByText(/^Computing/).count(), { timeout: 120_000 }).toBe(0);
    const lift = byMethod.getByRole('row', { name: /^LIFT-CAM/ });
    expect(await lift.innerText()).toContain(formatNumber(explanation.alpha?.[channel] ?? NaN));
    await byMethod.scrollIntoViewIfNeeded();
    await takeScreenshot(page, 'channel-methods');
    await screen.pick('Method', 'LIFT-CAM');
    await screen.eventually(async () => (await screen.badge.innerText()).trim(), 'locally accurate');
  });

  it('compares two pinned channels over the photos looked at', async () => {
    const second = await strongBeside(1);
    await choose(channel);
    await button('Pin channel').click();
    await choose(second);
    await button('Pin channel').click();
    for (const name of ['coffee.png', 'rocket.jpg']) {
      await screen.choosePhoto(name);
      await screen.heatmap(name === 'coffee.png' ? 'espresso' : 'missile').waitFor();
    }
    const looked = ['rocket.jpg', 'coffee.png', 'chelsea.png'];
    for (const which of [channel, second]) {
      const row = pinned.getByRole('row').filter({ has: button(`Unpin channel ${String(which)}`) });
      const shown = (await row.getByRole('cell').allInnerTexts()).map((text) => text.trim());
      const expected: string[] = [];
      for (const name of looked) expected.push(formatNumber((await figuresOf(name, which)).alpha));
      expect(shown.slice(0, looked.length)).toEqual(expected);
      expect(await row.getByRole('img').count()).toBeGreaterThanOrEqual(looked.length);
    }
    await button(/^Open coffee\.png, explained for espresso/, pinned).click();
    await screen.heatmap('espresso').waitFor();
  });

  it.each(SIZES)('fits a window of $width × $height', async ({ width, height }) => {
    await page.setViewportSize({ width, height });
    const title = heading(channel).or(card.getByRole('heading', { name: /^Channel \d/ }));
    for (const [name, part] of [
      ['card', title.first()],
      ['pinned', pinned],
      ['best', best],
      ['methods', page.getByRole('region', { name: /^Weight of channel/ })],
    ] as const) {
      await part.evaluate((element) => element.scrollIntoView({ block: 'start' }));
      await takeScreenshot(page, `channel-${name}-${String(width)}`);
    }
    await expectAccessible(page, 'one channel');
    expect(await card.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    expect(workbench.complaints).toEqual([]);
  });

  it('a long search leaves the window free: a photo is explained meanwhile, and it stops and goes on', async () => {
    await page.setViewportSize({ width: 1600, height: 1000 });
    folder = join(folder, '..', 'many');
    await workbench.close();
    await start();
    await screen.heatmap().waitFor();
    const status = page.getByRole('contentinfo', { name: 'Status' });
    await status.getByText('Idle').waitFor();
    await button('Find its best images', best).click();
    await status.getByText(/Looking for the best images/).waitFor();
    await status.getByText(/left$/).waitFor();
    await page.keyboard.press('j');
    await screen.eventually(
      () =>
        page
          .getByRole('option', { selected: true })
          .innerText()
          .then((text) => text.includes('photo-1.')),
      true,
    );
    await screen.heatmap().waitFor();
    expect(await button('Stop', best).count()).toBe(1);
    await button('Stop', best).click();
    await best.getByText(new RegExp(`^Stopped at \\d+ of ${MANY} photos`)).waitFor();
    await takeScreenshot(page, 'channel-search-stopped');
    expect((await bestNames()).length).toBeGreaterThan(0);
    await button('Go on', best).click();
    await best.getByText(`Among ${MANY} photos`).waitFor({ timeout: 120_000 });
    expect((await bestNames()).length).toBe(12);
    expect(workbench.complaints).toEqual([]);
  });

  it('keeps the pins for the next start, and at their layer while another is looked at', async () => {
    await button('Pin channel').click();
    const pins = async () => pinned.getByRole('button', { name: /^Unpin channel/ }).allTextContents();
    const count = (await pins()).length;
    expect(count).toBeGreaterThan(0);
    const label = await pinned
      .getByRole('button', { name: /^Unpin channel/ })
      .last()
      .getAttribute('aria-label');
    await expect
      .poll(async () => (await written(settings))?.session?.pinnedChannels?.length, { timeout: 10_000 })
      .toBe(count);
    await workbench.close();
    await start();
    await button(label ?? '', pinned).waitFor();
    await screen.pick('Layer', 'add_5');
    await pinned.getByText(/waits? there: here a channel of that number is another feature/).waitFor();
    await takeScreenshot(page, 'channel-pins-away');
    await button('Dismiss', pinned).click();
    expect(await pinned.count()).toBe(0);
    await screen.pick('Layer', LAYER);
    await button(label ?? '', pinned).waitFor();
  });
});

interface Written {
  readonly session: { readonly pinnedChannels?: readonly number[] } | null;
}

/** What the host has written so far; null before the first time. */
async function written(settings: string): Promise<Written | null> {
  const file = (await readdir(settings, { recursive: true })).find((name) => /session\.json$/.test(name));
  return file === undefined ? null : (JSON.parse(await readFile(join(settings, file), 'utf8')) as Written);
}

/** The bundled photos and one cut short; beside them, many names of one photo. @returns the first folder */
async function photosAndMany(root: string): Promise<string> {
  const [few, many] = [join(root, 'few'), join(root, 'many')];
  await mkdir(few);
  await mkdir(many);
  for (const name of PHOTOS) await copyFile(join(samples, name), join(few, name));
  const whole = await readFile(join(samples, 'coffee.png'));
  await writeFile(join(few, 'cut-short.png'), whole.subarray(0, 2000));
  const first = join(many, 'photo-0.jpg');
  await copyFile(join(samples, 'rocket.jpg'), first);
  for (let index = 1; index < MANY; index += 1) await link(first, join(many, `photo-${String(index)}.jpg`));
  return few;
}
