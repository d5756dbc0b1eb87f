import { beforeEach, expect, it, vi } from 'vitest';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { ModelCard } from '../../../shared/modelCard.ts';
import { Theme } from '../../../renderer/state/theme.svelte.ts';
import { Workbench } from '../../../renderer/state/workbench.svelte.ts';
import { scriptedClient, settled } from '../support/scriptedClient.ts';
import { FOLDER, MODEL, session } from '../support/session.ts';

const OTHER = { ref: 'model-2', name: 'other', path: '/other.onnx' };
const CARD = { id: 'hash', layers: [], defaultLayer: 'conv' } as unknown as ModelCard;

const LAST = session({ layer: 'conv_2', target: { class: { index: 7 } }, pinned: true });
const CARD_WITH_LAYERS = {
  ...CARD,
  layers: [{ tensor: 'conv' }, { tensor: 'conv_2' }],
} as unknown as ModelCard;

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }));
  vi.stubGlobal('document', { documentElement: { dataset: {} } });
  return () => vi.unstubAllGlobals();
});

/** A window with a model open. */
async function withModel() {
  const { client, asked, last } = scriptedClient();
  const workbench = new Workbench(client, new Theme());
  const { activity, opener, models } = workbench;
  const first = opener.model(MODEL);
  last('model.open').answer(CARD);
  await first;
  return { asked, last, workbench, activity, opener, models };
}

/** The models that are asked for once the opening of `entry` over an open one is cancelled. */
async function askedFor(entry: typeof MODEL): Promise<unknown[]> {
  const { asked, activity, opener } = await withModel();
  void opener.model(entry);
  activity.tasks.find(({ label }) => label === `Opening model ${entry.name}`)?.cancel?.();
  await settled();
  return asked.filter(({ name }) => name === 'model.open').map(({ input }) => input);
}

it('goes back to the model before when the opening of another is cancelled', async () => {
  expect(await askedFor(OTHER)).toEqual([{ ref: 'model-1' }, { ref: 'model-2' }, { ref: 'model-1' }]);
});

it('shows the model as it is open once other settings of it were cancelled', async () => {
  const { last, models, opener } = await withModel();
  const same = opener.asItIsOpen();
  last('model.open').answer({ ...CARD });
  await same;
  expect(models.card).toBe(CARD);
  const taken = { ...CARD, labels: ['other'] };
  const other = opener.asItIsOpen();
  last('model.open').answer(taken);
  await other;
  expect(models.card).toBe(taken);
});

it('stays with the model when opening the same one anew is cancelled', async () => {
  expect(await askedFor(MODEL)).toEqual([{ ref: 'model-1' }, { ref: 'model-1' }]);
});

it('stays with the open model where another cannot be opened, which is told and can be dismissed', async () => {
  const { last, workbench, opener, models } = await withModel();
  const opening = opener.model(OTHER);
  last('model.open').fail(new WorkbenchError('model-unreadable', 'It ends in the middle.'));
  await opening;
  expect([models.entry, models.error, models.card?.id]).toEqual([MODEL, null, 'hash']);
  expect(workbench.error).toEqual({
    code: 'model-unreadable',
    message: 'other cannot be opened. It ends in the middle.',
  });
});

it('tells in its place that the only model cannot be opened', async () => {
  const { client, last } = scriptedClient();
  const workbench = new Workbench(client, new Theme());
  const opening = workbench.opener.model(OTHER);
  last('model.open').fail(new WorkbenchError('model-unreadable', 'It ends in the middle.'));
  await opening;
  expect([workbench.models.entry, workbench.models.error?.code, workbench.error]).toEqual([
    OTHER,
    'model-unreadable',
    null,
  ]);
});

it('looks again for a model and a folder that have gone, and goes on where the last session ended', async () => {
  const { client, asked, last } = scriptedClient();
  const workbench = new Workbench(client, new Theme());
  const { opener, memory, models, gallery, target } = workbench;
  memory.takeUp(LAST);
  gallery.miss(FOLDER);
  models.miss(MODEL);
  const answer = async (folders: unknown[], offered: unknown[]) => {
    last('host.offerAgain').answer({});
    await settled();
    last('folder.list').answer(folders);
    last('model.list').answer(offered);
    await settled();
  };
  const vain = opener.findModel();
  await answer([], []);
  last('folder.scan').fail(new WorkbenchError('folder-missing', 'It has gone.'));
  await vain;
  expect(models.error?.code).toBe('model-missing');
  expect(asked.some(({ name }) => name === 'model.open')).toBe(false);

  void opener.findModel();
  await answer([FOLDER], [MODEL]);
  last('folder.scan').emit({ images: [{ id: LAST.image ?? '', name: 'cat.jpg', bytes: 1 }] });
  last('folder.scan').answer({ images: 1, skipped: 0, skips: [] });
  last('model.open').answer(CARD_WITH_LAYERS);
  await settled();
  expect([models.error, gallery.error, gallery.selected]).toEqual([null, null, LAST.image]);
  expect([models.layerTensor, target.class, target.pinned]).toEqual(['conv_2', { index: 7 }, true]);
});

it('names the model at whose opening the engine ended, and goes on with the one before', async () => {
  const { client, asked, last } = scriptedClient();
  const workbench = new Workbench(client, new Theme());
  const { opener, models } = workbench;
  const lost = new WorkbenchError('engine-restarted', 'The engine process ended.');
  const comeBack = async () => {
    void opener.again();
    for (const name of ['engine.info', 'host.info']) last(name).answer(null);
    for (const name of ['folder.list', 'model.list']) last(name).answer([MODEL, OTHER]);
    await settled();
  };
  const opens = () => asked.filter(({ name }) => name === 'model.open').length;

  const alone = opener.model(OTHER);
  last('model.open').fail(lost);
  await alone;
  await comeBack();
  const named = /ended while other was being opened.*open another model/;
  expect([models.error?.message, opens()]).toEqual([expect.stringMatching(named), 1]);

  const first = opener.model(MODEL);
  last('model.open').answer(CARD);
  await first;
  const other = opener.model(OTHER);
  last('model.open').fail(lost);
  await other;
  await comeBack();
  expect(last('model.open').input).toEqual({ ref: MODEL.ref });
  last('model.open').answer(CARD);
  await settled();
  expect([models.error, models.entry]).toEqual([null, MODEL]);
  expect(workbench.error?.message).toMatch(named);
});

it('tells of a model that was being opened when the connection was lost, once it is back', async () => {
  const { last, workbench, opener, models } = await withModel();
  const other = opener.model(OTHER);
  last('model.open').fail(new WorkbenchError('connection-lost', 'The connection was lost.'));
  await other;
  expect([models.entry, models.error, workbench.error]).toEqual([MODEL, null, null]);
  void opener.again();
  for (const name of ['engine.info', 'host.info']) last(name).answer(null);
  for (const name of ['folder.list', 'model.list']) last(name).answer([MODEL, OTHER]);
  await settled();
  last('model.open').answer(CARD);
  await settled();
  expect(workbench.error).toMatchObject({
    code: 'connection-lost',
    message: expect.stringContaining('lost while other was being opened') as string,
  });
});

it('has the explanation on show and the comparison forget what the engine has, with each model opened and each return', async () => {
  const { client, last } = scriptedClient();
  const { explanations, compare, opener } = new Workbench(client, new Theme());
  const forgets = [vi.spyOn(explanations, 'forget'), vi.spyOn(compare, 'forget')];
  const times = () => forgets.map(({ mock }) => mock.calls.length);
  for (const opened of [1, 2]) {
    const opening = opener.model(MODEL);
    last('model.open').answer({ ...CARD });
    await opening;
    expect(times()).toEqual([opened, opened]);
  }
  void opener.again();
  expect(times()).toEqual([3, 3]);
});
