import { expect, it } from 'vitest';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { FigureSpec } from '../../../shared/figure/figureSpec.ts';
import { Activity } from '../../../renderer/state/activity.svelte.ts';
import { Exporter } from '../../../renderer/state/exporter.svelte.ts';
import { scriptedClient, settled } from '../support/scriptedClient.ts';

function opened() {
  const script = scriptedClient();
  const activity = new Activity();
  return { ...script, activity, exporter: new Exporter(script.client, activity) };
}
const EXPLAINER = { model: 'net', layer: 'conv', method: 'lift-cam' };

it('saves through the host, and says where', async () => {
  const { exporter, activity, last } = opened();
  const saving = exporter.save({} as FigureSpec, 'png', 'cat', true);
  last('figure.render').answer({ data: Uint8Array.of(1), mime: 'image/png', sidecar: '{}' });
  await settled();
  expect(last('host.saveFiles').input).toMatchObject({ files: [{ name: 'cat.png' }, { name: 'cat.json' }] });
  last('host.saveFiles').answer('/figures/cat.png');
  await saving;
  expect([exporter.saved, exporter.error, activity.tasks]).toEqual(['/figures/cat.png', null, []]);
});

it('says that nothing was saved where the engine ends meanwhile, also when the form was closed', async () => {
  const { exporter, activity, last } = opened();
  const saving = exporter.save({} as FigureSpec, 'png', 'cat', true);
  last('figure.render').fail(new WorkbenchError('engine-restarted', 'The engine ended. Try again.'));
  await saving;
  expect(exporter.error?.message).toBe('Nothing was saved. The engine ended. Try again.');
  expect([exporter.formOpen, exporter.saved, activity.tasks]).toEqual([true, null, []]);
});

it.each([
  ['figure.render', (exporter: Exporter) => exporter.save({} as FigureSpec, 'pdf', 'cat', true)],
  ['host.saveExplainer', (exporter: Exporter) => exporter.saveExplainer(EXPLAINER, 'net', true)],
  ['explainer.encode', (exporter: Exporter) => exporter.saveExplainer(EXPLAINER, 'net', false)],
])('is cancelled while %s runs, and then saves nothing', async (name, start) => {
  const { exporter, activity, asked, last } = opened();
  const saving = start(exporter);
  activity.tasks[0]?.cancel?.();
  await saving;
  expect(last(name).cancelled).toBe(true);
  expect([asked.length, exporter.saved, exporter.error, activity.tasks]).toEqual([1, null, null, []]);
});
