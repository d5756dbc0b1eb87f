import { beforeEach, describe, expect, it, vi } from 'vitest';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { ModelCard } from '../../../shared/modelCard.ts';
import { choicesSchema, type Choices } from '../../../shared/choices.ts';
import { sessionSchema, type Session } from '../../../shared/session.ts';
import { choicesOf } from '../../../renderer/state/choices.ts';
import { Theme } from '../../../renderer/state/theme.svelte.ts';
import { Workbench } from '../../../renderer/state/workbench.svelte.ts';
import { scriptedClient, settled } from '../support/scriptedClient.ts';
import { FOLDER, MODEL, session } from '../support/session.ts';

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }));
  vi.stubGlobal('document', { documentElement: { dataset: {} } });
  return () => vi.unstubAllGlobals();
});

const known = (...ids: string[]) => ids.map((id) => ({ id, title: id }));
const INFO = {
  version: '0',
  runtime: '',
  providers: [],
  methods: known('lift-cam', 'grad-cam', 'cam'),
  metrics: known('ad', 'ic'),
};

/** A window that takes up `last`, over a host that offers no folder and no model. */
async function started(last: Session | null = null) {
  const script = scriptedClient();
  const workbench = new Workbench(script.client, new Theme());
  const { memory } = workbench;
  memory.takeUp(last);
  memory.remember();
  const starting = memory.start();
  script.last('host.asked').answer({ folder: null, model: null });
  script.last('engine.info').answer(INFO);
  script.last('host.info').answer({ kind: 'browser', dialogs: false, versions: {} });
  for (const name of ['folder.list', 'model.list']) script.last(name).answer([]);
  await starting;
  const saves = () => script.asked.filter(({ name }) => name === 'host.saveSession');
  const saved = () => (saves().at(-1)?.input as { session: Session }).session;
  return { ...script, workbench, memory, saves, saved };
}

describe('SessionMemory', () => {
  it('sends what is on show once, and again when it has changed', async () => {
    const { workbench, memory, saves, saved } = await started(session());
    expect(saves()).toEqual([]);
    for (let call = 0; call < 3; call += 1) memory.remember();
    expect(saves()).toHaveLength(1);
    expect(saved().folder).toEqual(FOLDER);
    saves()[0]?.answer({});
    await settled();
    workbench.tab = 'truth';
    memory.remember();
    memory.remember();
    expect(saves()).toHaveLength(2);
    expect(saved().tab).toBe('truth');
  });

  it('tells why it cannot be kept, and sends it once more', async () => {
    const { workbench, memory, saves } = await started();
    memory.remember();
    saves()[0]?.fail(new WorkbenchError('disk-failed', 'The disk is full.'));
    await settled();
    expect(workbench.error).toMatchObject({ code: 'disk-failed' });
    memory.remember();
    expect(saves()).toHaveLength(2);
  });

  it('shows the next start everything as this one was set', async () => {
    const { workbench, memory, saved } = await started();
    const { channels, channelView, compare, curves, exporter, gallery, hints, theme } = workbench;
    const { topImages, truth, view } = workbench;
    const before = choicesOf(workbench);
    theme.choose('dark');
    workbench.panes.move();
    workbench.panes.become('rows', [40, 60]);
    hints.dismissAll();
    Object.assign(view, { opacity: 0.25, split: 0.75, signed: true, colormap: 'cividis', modelView: true });
    gallery.order = 'class';
    Object.assign(channels, { view: 'waterfall', order: 'index', shownCount: Infinity });
    channelView.onPhoto = 'contribution';
    Object.assign(curves, { beside: ['cam'], withControl: false, asTable: true });
    const byHand = { classesOf: { hash: [3] }, imagesOf: { 'folder-1': ['folder-1/cat.jpg'] } };
    const choice = {
      methods: ['cam'],
      metrics: ['ic'],
      across: 'images',
      count: 5,
      sharedRange: false,
      ...byHand,
    };
    const sampling = { ending: 'error', permutations: 20, targetError: 0.5, seed: 7, asTable: true };
    Object.assign(truth, sampling);
    topImages.by = 'mean';
    workbench.shortcuts.singleKeys = false;
    Object.assign(compare.choice, choice);
    truth.weights.chosen = ['cam'];
    Object.assign(exporter, { panels: ['overlay'], widthMillimetres: 85, dpi: 600 });
    workbench.method = 'grad-cam';
    workbench.tab = 'curves';
    Object.assign(view, { signed: false, colormap: 'jet' });
    memory.remember();
    // Each choice that there is has been made, and none is forgotten.
    for (const name of Object.keys(choicesSchema.shape) as (keyof Choices)[])
      expect.soft(saved().choices[name], name).not.toEqual(before[name]);

    const next = (await started(sessionSchema.parse(saved()))).workbench;
    expect(choicesOf(next)).toEqual(saved().choices);
    expect([next.theme.choice, next.tab, next.method]).toEqual(['dark', 'curves', 'grad-cam']);
    expect(next.panes.of('rows')).toEqual([40, 60]);
    expect(next.hints.current).toBeNull();
    expect(next.view).toMatchObject({ opacity: 0.25, split: 0.75, colormap: 'jet', modelView: true });
    expect(next.gallery.order).toBe('class');
    expect(next.channels).toMatchObject({ view: 'waterfall', order: 'index', shownCount: Infinity });
    expect(next.channelView.onPhoto).toBe('contribution');
    expect(next.curves).toMatchObject({ beside: ['cam'], withControl: false, asTable: true });
    expect(next.compare.choice).toMatchObject(choice);
    expect(next.truth.weights.chosen).toEqual(['cam']);
    expect(next.truth).toMatchObject(sampling);
    expect(next.topImages.by).toBe('mean');
    expect(next.exporter).toMatchObject({ panels: ['overlay'], widthMillimetres: 85, dpi: 600 });
  });

  it('keeps all of last time while its folder and its model are missing and the person opens nothing else', async () => {
    const channels = { absent: [3], selected: 4, pinnedChannels: [9] };
    const last = session({ layer: 'relu_2', target: { class: { index: 7 } }, pinned: true, ...channels });
    const { workbench, memory, saves, saved } = await started(last);
    expect([workbench.gallery.error?.code, workbench.models.error?.code]).toEqual([
      'folder-missing',
      'model-missing',
    ]);
    memory.remember();
    expect(saved()).toEqual({ ...last, choices: saved().choices });
    saves()[0]?.answer({});
    await settled();
    workbench.gallery.folder = { ...FOLDER, id: 'folder-2' };
    workbench.models.opened = { ...MODEL, ref: 'model-2' };
    workbench.models.become({ id: 'other', layers: [], defaultLayer: 'conv' } as unknown as ModelCard);
    memory.remember();
    expect(saved()).toMatchObject({ folder: { id: 'folder-2' }, model: { id: 'other' }, layer: 'conv' });
  });

  it('leaves out what this version does not know', async () => {
    const choices = { compareMethods: ['gone', 'cam'], curveMethods: ['gone'], truthMethods: ['cam'] };
    const { workbench } = await started(session({ method: 'gone', tab: 'gone', choices }));
    expect([workbench.method, workbench.tab]).toEqual(['lift-cam', 'channels']);
    expect(workbench.compare.choice.methods).toEqual(['cam']);
    expect(workbench.curves.beside).toEqual([]);
    expect(workbench.truth.weights.chosen).toEqual(['cam']);
  });
});
