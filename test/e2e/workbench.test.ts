import { kill } from 'node:process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { formatNumber } from '../../shared/figure/format.ts';
import { expectAccessible } from '../support/axe.ts';
import { createOwnEngine, topChannel, type OwnEngine } from '../support/ownEngine.ts';
import { describeWorkbench, takeScreenshot, type Workbench } from '../support/workbench.ts';
import { WorkbenchPage } from '../support/workbenchPage.ts';

/** A person's first hour: see a heatmap, touch channels, watch a curve, lose the engine, go on. */
describeWorkbench('workbench', (launch, host) => {
  let workbench: Workbench;
  let screen: WorkbenchPage;
  let engine: OwnEngine;

  beforeAll(async () => {
    engine = await createOwnEngine();
    workbench = await launch();
    screen = new WorkbenchPage(workbench.page);
  });
  afterAll(() => workbench.close());

  it('starts with the bundled photos, the first one explained', async () => {
    await screen.heatmap('football helmet').waitFor();
    expect(await workbench.page.getByRole('option').count()).toBe(4);
    expect(await screen.badge.innerText()).toContain('exact');
    await takeScreenshot(workbench.page, `${host}-start`);
  });

  it('draws a heatmap that is not flat', async () => {
    await screen.choosePhoto('chelsea.png');
    await screen.heatmap('tiger cat').waitFor();
    const slider = workbench.page.getByRole('slider', { name: 'Opacity' });
    await slider.focus();
    await workbench.page.keyboard.press('End');
    await expect.poll(() => screen.pictureSpread(), { timeout: 10_000 }).toBeGreaterThan(25);
    await takeScreenshot(workbench.page, `${host}-opaque-heatmap`);
    await workbench.page.keyboard.press('Home');
    for (let press = 0; press < 50; press += 1) await workbench.page.keyboard.press('ArrowRight');
  });

  it.each(['hardtanh_32', 'add_6'])(
    'at %s the top channel switched off brings the score to what the engine says of that coalition',
    async (layer) => {
      await screen.pick('Layer', layer);
      const explanation = await engine.explain('chelsea.png', layer);
      const channel = topChannel(explanation);
      const expected = await engine.service.calls['coalition.value']({
        explanation: explanation.id,
        absent: [channel],
      });
      expect(expected.score).toBeLessThan(explanation.score);
      await screen.eventually(() => screen.value('score'), formatNumber(explanation.score));
      // The score is the same at every layer; the badge tells when this one's explanation is there.
      const badge = layer === 'add_6' ? 'locally accurate' : 'exact';
      await screen.eventually(async () => (await screen.badge.innerText()).trim(), badge);

      await screen.openTab('Channels');
      await workbench.page.getByRole('radio', { name: 'Table' }).click();
      const toggle = workbench.page.getByRole('button', { name: new RegExp(`^Channel ${String(channel)},`) });
      await toggle.click();
      await screen.eventually(() => screen.value('score'), formatNumber(expected.score));
      const alpha = explanation.alpha?.[channel] ?? NaN;
      expect(await screen.value('additive')).toBe(formatNumber(explanation.score - alpha));
      expect(await screen.value('present')).toBe(
        `${String(explanation.layerShape[0] - 1)} of ${String(explanation.layerShape[0])}`,
      );
      await takeScreenshot(workbench.page, `${host}-${layer}-table`);

      await toggle.click();
      await screen.eventually(() => screen.value('score'), formatNumber(explanation.score));
      await workbench.page.getByRole('radio', { name: 'Bars' }).click();
      await takeScreenshot(workbench.page, `${host}-${layer}`);
    },
  );

  it('explains one class against another', async () => {
    await screen.pick('Layer', 'hardtanh_32');
    await screen.pick('Versus', 'tabby');
    await screen.heatmap('tiger cat − tabby').waitFor();
    await screen.pick('Versus', 'nothing');
    await screen.heatmap('tiger cat').waitFor();
  });

  it('finishes a deletion curve and cancels an insertion curve', async () => {
    await screen.openTab('Curves');
    const deletion = workbench.page.getByRole('region', { name: 'Deletion curve' });
    await deletion.getByRole('button', { name: 'Start deletion curve' }).click();
    await expect
      .poll(() => deletion.getByText(/LIFT-CAM\s+AUC\s+0\.\d+/).count(), { timeout: 60_000 })
      .toBe(1);
    const insertion = workbench.page.getByRole('region', { name: 'Insertion curve' });
    await insertion.getByRole('button', { name: 'Start insertion curve' }).click();
    await insertion
      .getByText(/of 225/)
      .first()
      .waitFor();
    await insertion.getByRole('button', { name: 'Cancel insertion curve' }).click();
    await insertion
      .getByText(/cancelled at \d+/)
      .first()
      .waitFor();
    await expectAccessible(workbench.page, 'a cancelled curve');
    await takeScreenshot(workbench.page, `${host}-curves`);
    await screen.openTab('Channels');
  });

  it('goes on after the engine process is killed', async () => {
    kill(workbench.engineProcess(), 'SIGKILL');
    await workbench.page.getByText('Engine restarted, going on').waitFor();
    await screen.choosePhoto('coffee.png');
    await screen.heatmap('espresso').waitFor();
    const explanation = await engine.explain('coffee.png', 'hardtanh_32');
    await screen.eventually(() => screen.value('score'), formatNumber(explanation.score));
    await takeScreenshot(workbench.page, `${host}-after-kill`);
  });

  it('complains of nothing', () => {
    expect(workbench.complaints).toEqual([]);
  });
});
