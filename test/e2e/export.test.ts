import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fileHash } from '../../main/engine/images/fileHash.ts';
import { openModel } from '../../main/engine/model/openModel.ts';
import { exportFigure } from '../support/exporting.ts';
import { answerSaveDialog } from '../support/nativeDialogs.ts';
import { repository } from '../support/repository.ts';
import { expectWhole, FIGURE_FORMATS } from '../support/savedFigure.ts';
import { describeWorkbench, takeScreenshot, type Workbench } from '../support/workbench.ts';
import { WorkbenchPage } from '../support/workbenchPage.ts';

/** What is on show when it is exported. */
const LAYER = 'add_6';
const LABEL = 'tiger cat';

describeWorkbench('export', (launch, host) => {
  let workbench: Workbench;
  let page: Page;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'workbench-export-'));
    workbench = await launch();
    ({ page } = workbench);
  });
  afterAll(async () => {
    await workbench.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('offers to export what is on show', async () => {
    const screen = new WorkbenchPage(page);
    await screen.choosePhoto('chelsea.png');
    await screen.heatmap(LABEL).waitFor();
    await screen.pick('Layer', LAYER);
    await screen.eventually(async () => (await screen.badge.innerText()).trim(), 'locally accurate');
    await page.getByRole('button', { name: 'Switch off' }).click();
    await screen.eventually(() => screen.value('present'), '191 of 192');
    await page.getByRole('button', { name: 'Export' }).click();
    const form = page.getByRole('form', { name: 'Export figure' });
    await form.getByText(`The heatmap is the saliency map of ${LABEL}.`).waitFor();
  });

  it.each(FIGURE_FORMATS)('saves a %s and a sidecar that agrees with it', async (format) => {
    const saved = await exportFigure(workbench, format, { folder, name: 'chelsea-tiger-cat-lift-cam' });
    expect(saved.sidecar).toMatchObject({
      kind: 'lift-cam-figure',
      spec: { panels: ['photo', 'overlay', 'colorbar', 'bars'], theme: 'light' },
      provenance: {
        layer: LAYER,
        class: { label: LABEL },
        versus: null,
        method: 'lift-cam',
        model: {
          name: 'efficientnet-lite0',
          input: { height: 224, width: 224 },
          output: { activation: 'softmax' },
        },
        imageSha256: await fileHash(join(repository, 'models', 'samples', 'chelsea.png')),
        preprocessing: { resize: { shortestEdge: 256 }, channelOrder: 'rgb' },
        output: { format, widthMillimetres: 180, dpi: 300 },
      },
    });
    expect(saved.sidecar.spec.absent).toHaveLength(1);
    await expectWhole(format, saved, LABEL);
  });

  it('saves the model and its explainer as one file, which opens as that model', async () => {
    const path = host === 'Electron' ? join(folder, 'my explainer.onnx') : join(folder, 'downloaded.onnx');
    const button = page.getByRole('button', { name: 'Export explainer (.onnx)' });
    if (workbench.electron) {
      await answerSaveDialog(workbench.electron, path);
      await button.click();
      await page.getByText(`Saved ${path}.`).waitFor();
    } else {
      const [arrived] = await Promise.all([page.waitForEvent('download'), button.click()]);
      expect(arrived.suggestedFilename()).toBe('explainer-efficientnet-lite0-add-6-lift-cam.onnx');
      await arrived.saveAs(path);
    }
    const { card } = await openModel(path, { provider: 'cpu', statuses: [] });
    expect(card).toMatchObject({
      name: `explainer of efficientnet-lite0 at ${LAYER}`,
      explainerOf: { layer: LAYER, method: 'lift-cam' },
      defaultLayer: LAYER,
    });
    expect(card.labels).toContain(LABEL);
  });

  it('complains of nothing', async () => {
    await takeScreenshot(page, `${host}-exported`);
    expect(workbench.complaints).toEqual([]);
  });
});
