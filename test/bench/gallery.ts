import { mkdtemp, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { CDPSession, Page } from 'playwright-core';
import { launchBrowser } from '../support/browserHost.ts';
import { countHeldUrls, heldUrls } from '../support/heldUrls.ts';
import { writeManyPhotos } from '../support/manyPhotos.ts';
import type { Workbench } from '../support/workbench.ts';
import { readTrace, TRACE_CATEGORIES } from './trace.ts';

/*
 * node test/bench/run.mjs gallery [--photos N]: a folder of many photographs in real Chromium: how soon it is there, how it
 * scrolls, what it holds.
 */

/** Of a turn of the wheel, in CSS pixels: about twelve rows. */
const TURN = 800;
const FRAME_MILLISECONDS = 16;

interface Holding {
  readonly when: string;
  /** Megabytes after garbage was collected. */
  readonly heap: number;
  /** Megabytes of the engine process. */
  readonly engine: number;
  readonly thumbnails: number;
}

const { values } = parseArgs({ options: { photos: { type: 'string', default: '10000' } } });
const count = Number(values.photos);
const root = await mkdtemp(join(tmpdir(), 'workbench-gallery-'));
const folder = join(root, 'many photos');
try {
  await writeManyPhotos(folder, count);
  const workbench = await launchBrowser({ folder });
  try {
    await measure(workbench);
  } finally {
    await workbench.close();
  }
} finally {
  await rm(root, { recursive: true, force: true });
}

async function measure(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  const load = loadavg()[0];
  await countHeldUrls(page);
  await page.getByRole('img', { name: /^Saliency map of/ }).waitFor();
  await openFolder(page, 'samples');
  await page.getByText('4 photos', { exact: true }).waitFor();
  const opened = await timeOpening(page);
  const session = await page.context().newCDPSession(page);
  const held = [await holding(workbench, session, 'Before scrolling')];
  const browser = page.context().browser();
  if (!browser) throw new Error('no browser');
  await browser.startTracing(page, { categories: TRACE_CATEGORIES });
  await scrollThrough(page);
  const main = readTrace(await browser.stopTracing());
  held.push(await holding(workbench, session, 'Scrolled through once'));
  for (const when of ['twice', 'three times']) {
    await scrollThrough(page);
    held.push(await holding(workbench, session, `Scrolled through ${when}`));
  }
  console.log(`${String(count)} photos, load ${(load ?? 0).toFixed(1)} before.\n`);
  console.log(
    table(
      [
        'From the click to the first thumbnails',
        'To the whole list',
        'Longest task',
        'Scripting and layout a frame, p95',
        'most',
        'Frames',
      ],
      [
        [
          ms(opened.usable),
          ms(opened.whole),
          ms(main.longestTask),
          ms(main.frameWork),
          ms(main.longestFrameWork),
          String(main.frames),
        ],
      ],
    ),
  );
  console.log(
    `\n${table(
      ['', 'JS heap', 'Thumbnails held', 'Engine'],
      held.map(({ when, heap, thumbnails, engine }) => [
        when,
        `${heap.toFixed(1)} MB`,
        String(thumbnails),
        `${engine.toFixed(0)} MB`,
      ]),
    )}`,
  );
}

/** Opens the folder as a person does; milliseconds from the click to what is on show. */
async function timeOpening(page: Page): Promise<{ usable: number; whole: number }> {
  await page.getByRole('button', { name: 'Open folder' }).click();
  await page.evaluate((photos) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const until = async (is: () => boolean) => {
      while (!is()) await frame();
      await frame();
      return performance.now();
    };
    const thumbnails = () =>
      [...document.querySelectorAll<HTMLImageElement>('[role="option"] img')].filter(
        ({ complete, naturalWidth }) => complete && naturalWidth > 0,
      );
    const isNew = () =>
      document.querySelector('[role="option"]')?.getAttribute('title')?.startsWith('photo ') === true;
    const holder = window as unknown as { opening: Promise<{ usable: number; whole: number }> };
    holder.opening = new Promise((resolve) => {
      const listen = (event: Event) => {
        window.removeEventListener('click', listen, true);
        const begun = event.timeStamp;
        const usable = until(() => isNew() && thumbnails().length >= 5);
        const counted = () => document.querySelector('[aria-label="Gallery"] header')?.textContent ?? '';
        const whole = until(() => counted().includes(`${photos} photos`));
        void Promise.all([usable, whole]).then(([first, last]) => {
          resolve({ usable: first - begun, whole: last - begun });
        });
      };
      window.addEventListener('click', listen, true);
    });
  }, count.toLocaleString('en'));
  await page.getByRole('list', { name: 'Opened folders' }).getByText('many photos').first().click();
  return page.evaluate(
    () => (window as unknown as { opening: Promise<{ usable: number; whole: number }> }).opening,
  );
}

async function openFolder(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Open folder' }).click();
  await page.getByRole('list', { name: 'Opened folders' }).getByText(name).first().click();
}

/** Turns the wheel from the first photo to the last, a turn a frame, and goes back to the top. */
async function scrollThrough(page: Page): Promise<void> {
  const list = page.getByRole('listbox', { name: 'Photos' });
  const box = await list.boundingBox();
  if (!box) throw new Error('no photos are on show');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const height = await list.evaluate(({ scrollHeight }) => scrollHeight);
  for (let turned = 0; turned < height; turned += TURN) {
    await page.mouse.wheel(0, TURN);
    await page.waitForTimeout(FRAME_MILLISECONDS);
  }
  await list.evaluate((element) => {
    element.scrollTop = 0;
  });
  await page.waitForTimeout(1000);
}

async function holding(workbench: Workbench, session: CDPSession, when: string): Promise<Holding> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const status = readFileSync(`/proc/${String(workbench.engineProcess())}/status`, 'utf8');
  const resident = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? NaN);
  return { when, heap: usedSize / 1e6, engine: resident / 1000, thumbnails: await heldUrls(workbench.page) };
}

function ms(value: number): string {
  return `${value.toFixed(value < 100 ? 1 : 0)} ms`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
