import { expect, test } from 'vitest';
import { WorkbenchError } from '../../../shared/errors.ts';
import { Activity } from '../../../renderer/state/activity.svelte.ts';
import { MethodSettings } from '../../../renderer/state/methodSettings.svelte.ts';
import type { MethodInfo } from '../../../shared/api.ts';
import { scriptedClient, settled } from '../support/scriptedClient.ts';

const named = (title: string) => ({ title, description: `${title}.` });
const method: MethodInfo = {
  id: 'score-cam',
  title: 'Score-CAM',
  summary: 'A method.',
  paper: { title: 'Paper', url: 'https://example.org' },
  params: {
    type: 'object',
    properties: {
      channels: { ...named('Channels'), type: 'integer', default: 0, minimum: 0 },
      exact: { ...named('Exact'), type: 'boolean', default: true },
    },
  },
  properties: {
    needsGradient: false,
    gives: 'alpha',
    signed: false,
    complete: false,
    exactOnAffineHeads: false,
    stochastic: false,
  },
};

test('only what differs from the defaults is sent; the form shows everything', () => {
  const settings = new MethodSettings(scriptedClient().client, new Activity());
  expect(settings.valuesFor(method)).toEqual({ channels: 0, exact: true });
  settings.set(method, 'channels', 64);
  expect(settings.chosenFor('score-cam')).toEqual({ channels: 64 });
  expect(settings.valuesFor(method)).toEqual({ channels: 64, exact: true });
  expect(settings.chosenFor('grad-cam')).toEqual({});
  settings.set(method, 'channels', 0);
  expect(settings.chosenFor('score-cam')).toEqual({});
  settings.set(method, 'exact', false);
  settings.reset('score-cam');
  expect(settings.chosenFor('score-cam')).toEqual({});
});

test('estimates are of the parameters chosen, and go away with a failure', async () => {
  const { client, last } = scriptedClient();
  const settings = new MethodSettings(client, new Activity());
  settings.set(method, 'channels', 8);
  void settings.estimate('model', 'layer', [method]);
  expect(last('method.estimates').input).toEqual({
    model: 'model',
    layer: 'layer',
    methods: [{ method: 'score-cam', params: { channels: 8 } }],
  });
  const estimate = { method: 'score-cam', passes: { head: 2, model: 8 }, milliseconds: 400 };
  last('method.estimates').answer([estimate]);
  await settled();
  expect(settings.estimates.get('score-cam')).toEqual(estimate);
  void settings.estimate('model', 'layer', [method]);
  last('method.estimates').fail(new WorkbenchError('layer-unknown', 'No such layer.'));
  await settled();
  expect(settings.estimates.size).toBe(0);
});

test('a late answer about another layer is dropped', async () => {
  const { client, asked } = scriptedClient();
  const settings = new MethodSettings(client, new Activity());
  void settings.estimate('model', 'first', [method]);
  void settings.estimate('model', 'second', [method]);
  const estimate = (milliseconds: number) => [
    { method: 'score-cam', passes: { head: 0, model: 1 }, milliseconds },
  ];
  asked[1]?.answer(estimate(2));
  await settled();
  asked[0]?.answer(estimate(1));
  await settled();
  expect(settings.estimates.get('score-cam')?.milliseconds).toBe(2);
});

test('measuring is work that can be cancelled', async () => {
  const { client, last } = scriptedClient();
  const activity = new Activity();
  const settings = new MethodSettings(client, activity);
  const estimating = settings.estimate('model', 'layer', [method]);
  activity.tasks[0]?.cancel?.();
  await estimating;
  expect([last('method.estimates').cancelled, settings.estimates.size, activity.tasks]).toEqual([
    true,
    0,
    [],
  ]);
});
