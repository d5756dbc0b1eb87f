import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderedChannels } from '../../shared/figure/barChart.ts';
import { formatNumber } from '../../shared/figure/format.ts';
import { cosine } from '../../shared/statistics/agreement.ts';
import type { Explanation } from '../../shared/result.ts';
import { exportFigure } from '../support/exporting.ts';
import { activationOf, createOwnEngine, weightsOf, type OwnEngine } from '../support/ownEngine.ts';
import { describeWorkbench, takeScreenshot, type Workbench } from '../support/workbench.ts';
import { WorkbenchPage } from '../support/workbenchPage.ts';

const LAYER = 'hardtanh_32';
const PHOTOS = ['astronaut.png', 'chelsea.png', 'coffee.png', 'rocket.jpg'];

/** What a person comes for, from the question to its answer; each number is held against an engine of the test's own. */
describeWorkbench('tasks', (launch, host) => {
  let workbench: Workbench;
  let page: Page;
  let screen: WorkbenchPage;
  let engine: OwnEngine;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'workbench-tasks-'));
    engine = await createOwnEngine();
    workbench = await launch();
    ({ page } = workbench);
    page.setDefaultTimeout(30_000);
    screen = new WorkbenchPage(page);
    await screen.heatmap('football helmet').waitFor();
  });
  afterAll(async () => {
    await workbench.close();
    await rm(folder, { recursive: true, force: true });
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const strongest = () => button(/^Show channel .* alpha$/);

  describe('find why the model said espresso', () => {
    it('names the channels that said so', async () => {
      await screen.choosePhoto('coffee.png');
      await screen.heatmap('espresso').waitFor();
      const explanation = await engine.explain('coffee.png', LAYER);
      expect(explanation.target.class.label).toBe('espresso');
      const alpha = weightsOf(explanation);
      const expected = orderedChannels(alpha, 'magnitude', 8).map(
        (channel) => `Show channel ${String(channel)}, ${formatNumber(alpha[channel] ?? NaN)} alpha`,
      );
      await screen.eventually(async () => {
        const shown = await strongest().all();
        return Promise.all(shown.map((each) => each.getAttribute('aria-label')));
      }, expected);
    });

    it('shows where the first of them looked', async () => {
      const [first] = orderedChannels(weightsOf(await engine.explain('coffee.png', LAYER)), 'magnitude', 1);
      await strongest().first().hover();
      await page
        .getByRole('img', { name: `Activation of channel ${String(first)}` })
        .first()
        .waitFor();
      await takeScreenshot(page, `${host}-task-espresso`);
      await page.mouse.move(0, 0);
      await screen.heatmap('espresso').waitFor();
    });

    it('lets the score fall as they are switched off, to what the head says without them', async () => {
      const explanation = await engine.explain('coffee.png', LAYER);
      const top = orderedChannels(weightsOf(explanation), 'value', 3);
      await page.getByRole('radio', { name: 'Table' }).click();
      let before = explanation.score;
      for (const [index, channel] of top.entries()) {
        await button(new RegExp(`^Channel ${String(channel)},`)).click();
        const { score, probability } = await engine.service.calls['coalition.value']({
          explanation: explanation.id,
          absent: top.slice(0, index + 1),
        });
        expect(score).toBeLessThan(before);
        expect(probability).toBeLessThan(explanation.target.class.probability);
        before = score;
        await screen.eventually(() => screen.value('score'), formatNumber(score));
      }
      await page.getByRole('radio', { name: 'Bars' }).click();
    });

    it('leaves with a figure that says which', async () => {
      const explanation = await engine.explain('coffee.png', LAYER);
      const top = orderedChannels(weightsOf(explanation), 'value', 3);
      await button('Export').click();
      const { sidecar } = await exportFigure(workbench, 'svg', { folder, name: 'coffee-espresso-lift-cam' });
      expect(sidecar.spec.absent).toEqual([...top].sort((a, b) => a - b));
      expect(sidecar.provenance).toMatchObject({ layer: LAYER, class: { label: 'espresso' } });
      await page.keyboard.press('Escape');
      await button('Reset channels').click();
    });
  });

  describe('find which channels separate tiger cat from tabby', () => {
    let contrast: Explanation;

    it('explains the one against the other, and lists the channels as the engine weighs them', async () => {
      await screen.choosePhoto('chelsea.png');
      await screen.heatmap('tiger cat').waitFor();
      await screen.pick('Versus', 'tabby');
      await screen.heatmap('tiger cat − tabby').waitFor();
      const single = await engine.explain('chelsea.png', LAYER);
      const tabby = single.prediction.top.find(({ label }) => label === 'tabby');
      const versus = { index: tabby?.index ?? -1 };
      contrast = await engine.explain('chelsea.png', LAYER, { class: { rank: 1 }, versus });
      const alpha = weightsOf(contrast);
      await screen.eventually(() => screen.value('score'), formatNumber(contrast.score));
      await page.getByRole('radio', { name: 'Table' }).click();
      const rows = page.getByRole('table', { name: 'Channels' }).getByRole('row');
      for (const [index, channel] of orderedChannels(alpha, 'magnitude', 5).entries()) {
        const words = await rows.nth(index + 1).innerText();
        expect(words.split(/\s+/).slice(0, 2)).toEqual([
          String(channel),
          formatNumber(alpha[channel] ?? NaN),
        ]);
      }
      await takeScreenshot(page, `${host}-task-tiger-cat-tabby`);
    });

    it('lets the contrast fall as they are switched off, to what the head says without them', async () => {
      const separating = orderedChannels(weightsOf(contrast), 'value', 3);
      for (const channel of separating) await button(new RegExp(`^Channel ${String(channel)},`)).click();
      const { score } = await engine.service.calls['coalition.value']({
        explanation: contrast.id,
        absent: separating,
      });
      expect(score).toBeLessThan(contrast.score);
      await screen.eventually(() => screen.value('score'), formatNumber(score));
      await button('Reset channels').click();
      await screen.eventually(() => screen.value('score'), formatNumber(contrast.score));
    });

    it('leads from F(0) to F(A) of the contrast', async () => {
      await page.getByRole('radio', { name: 'Waterfall' }).click();
      const [base, score] = [formatNumber(contrast.base), formatNumber(contrast.score)];
      await page.getByText(`Waterfall from F(0), ${base}, to F(A), ${score}`).waitFor({ state: 'attached' });
      await takeScreenshot(page, `${host}-task-tiger-cat-tabby-waterfall`);
      await page.getByRole('radio', { name: 'Bars' }).click();
      await screen.pick('Versus', 'nothing');
      await screen.heatmap('tiger cat').waitFor();
    });
  });

  describe('compare methods', () => {
    const cell = (title: string, words: string) =>
      page.getByRole('button', { name: `${title}, tiger cat: ${words}` });

    it('puts their maps beside each other, one more than offered, with cosine and score of each', async () => {
      await screen.openTab('Compare');
      await button('3 methods').click();
      await page.getByRole('checkbox', { name: 'XGrad-CAM', exact: true }).check();
      await page.keyboard.press('Escape');
      await button(/^Compare$/).click();
      const lift = await engine.explain('chelsea.png', LAYER);
      for (const [id, title] of [
        ['lift-cam', 'LIFT-CAM'],
        ['grad-cam', 'Grad-CAM'],
        ['grad-cam++', 'Grad-CAM++'],
        ['xgrad-cam', 'XGrad-CAM'],
      ] as const) {
        const explanation = await engine.explain('chelsea.png', LAYER, { class: { rank: 1 } }, id);
        // On this affine head LIFT-CAM's weights are the Shapley values.
        const expected = cosine(weightsOf(explanation), weightsOf(lift));
        const { value } = await engine.service.jobs.metric(
          { explanation: explanation.id, metric: 'ad' },
          () => undefined,
          new AbortController().signal,
        );
        const words = `cos ${formatNumber(expected ?? NaN)}, AD % ${formatNumber(value ?? NaN)}`;
        await cell(title, words).waitFor({ timeout: 120_000 });
      }
      await takeScreenshot(page, `${host}-task-compare`);
    });

    it('shows one of them in the viewer', async () => {
      await cell('XGrad-CAM', 'cos').click();
      await screen.heatmap('tiger cat').waitFor();
      await page
        .getByRole('banner')
        .getByRole('button', { name: /^Method XGrad-CAM/ })
        .waitFor();
      await screen.pick('Method', 'DeepLIFT contributions');
      await screen.openTab('Channels');
      await screen.eventually(async () => (await screen.badge.innerText()).trim(), 'exact');
    });
  });

  describe('find what else fires a channel', () => {
    it('finds the photos of the folder that activate it most, and opens them with that channel on each', async () => {
      const explained = await Promise.all(
        PHOTOS.map(async (name) => ({ name, explanation: await engine.explain(name, LAYER) })),
      );
      const maxima = (channel: number) =>
        explained
          .map(({ name, explanation }) => ({
            name,
            maximum: Math.max(...activationOf(explanation, channel)),
          }))
          .sort((a, b) => b.maximum - a.maximum);
      // One of the strongest whose maxima are told apart: many reach the bound of the activation on several photos.
      const strong = orderedChannels(weightsOf(await engine.explain('chelsea.png', LAYER)), 'magnitude', 8);
      const channel = strong.find(
        (each) => new Set(maxima(each).map(({ maximum }) => formatNumber(maximum))).size === PHOTOS.length,
      );
      if (channel === undefined) throw new Error('no such channel');
      const found = maxima(channel);
      await button(new RegExp(`^Show channel ${String(channel)}, .* alpha$`)).click();
      const heading = page.getByRole('heading', { name: `Channel ${String(channel)}`, exact: true });
      await heading.waitFor();
      const best = page.getByRole('region', { name: /^Best images of channel/ });
      await best.getByRole('button', { name: 'Find its best images' }).click();
      await screen.eventually(
        async () => {
          const shown = await best.getByRole('button', { name: /^Open / }).all();
          return Promise.all(shown.map((each) => each.getAttribute('aria-label')));
        },
        found.map(({ name, maximum }) => `Open ${name}, maximum ${formatNumber(maximum)}`),
      );
      await page.getByRole('radio', { name: 'Activation', exact: true }).click();
      for (const { name } of found.slice(0, 2).reverse()) {
        await best.getByRole('button', { name: new RegExp(`^Open ${name},`) }).click();
        await page.getByRole('option', { name: new RegExp(name), selected: true }).waitFor();
        await page.mouse.move(0, 0);
        await heading.waitFor();
        await screen
          .heatmap(new RegExp(`^Activation of channel ${String(channel)}$`))
          .first()
          .waitFor();
      }
      await takeScreenshot(page, `${host}-task-best-images`);
      await page.getByRole('radio', { name: 'Map', exact: true }).click();
    });
  });

  it('opens the papers outside', async () => {
    await screen.openTab('Channels');
    await button('Weight α').click();
    const link = page.getByRole('dialog').getByRole('link', { name: /^Jung and Oh/ });
    if (workbench.electron) {
      const opened = await workbench.electron.evaluateHandle(({ shell }) => {
        const addresses: string[] = [];
        shell.openExternal = (address) => {
          addresses.push(address);
          return Promise.resolve();
        };
        return addresses;
      });
      await link.click();
      await screen.eventually(() => opened.jsonValue(), ['https://arxiv.org/abs/2102.05228']);
    } else {
      expect(await link.getAttribute('target')).toBe('_blank');
      expect(await link.getAttribute('rel')).toBe('noreferrer');
    }
    await page.keyboard.press('Escape');
  });

  it('complains of nothing', () => {
    expect(workbench.complaints).toEqual([]);
  });
});
