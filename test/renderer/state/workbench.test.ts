import { beforeEach, expect, it, vi } from 'vitest';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { ModelCard } from '../../../shared/modelCard.ts';
import type { Explanation } from '../../../shared/result.ts';
import type { Session } from '../../../shared/session.ts';
import { Theme } from '../../../renderer/state/theme.svelte.ts';
import { Workbench } from '../../../renderer/state/workbench.svelte.ts';
import { explanation } from '../support/explanation.ts';
import { scriptedClient, settled } from '../support/scriptedClient.ts';
import { FOLDER, MODEL } from '../support/session.ts';

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }));
  vi.stubGlobal('document', { documentElement: { dataset: {} } });
  return () => vi.unstubAllGlobals();
});

const CARD = { id: 'model', layers: [], defaultLayer: 'conv' } as unknown as ModelCard;

/** A window that shows an explanation of one photo. */
async function opened() {
  const script = scriptedClient();
  const { last } = script;
  const workbench = new Workbench(script.client, new Theme());
  workbench.memory.started = true;
  workbench.gallery.folder = FOLDER;
  workbench.models.opened = MODEL;
  workbench.models.become(CARD);
  const answer = async (changes: Partial<Explanation> = {}) => {
    last('explain').emit({ kind: 'explanation', explanation: explanation(changes) });
    last('explain').answer({ explanations: 1 });
    await settled();
  };
  workbench.selectImage('folder/photo.png');
  await answer();
  /** What the host is told to remember. */
  const saved = async () => {
    workbench.memory.remember();
    const save = last('host.saveSession');
    save.answer({});
    await settled();
    return (save.input as { session: Session }).session;
  };
  return { ...script, workbench, answer, saved };
}

it('loses nothing to a method that is refused', async () => {
  const { workbench, last, answer, saved } = await opened();
  const { channels, curves, truth } = workbench;
  channels.toggle(1);
  const running = curves.start('deletion');
  await settled();
  last('curve').emit({ total: 2, first: 0, probabilities: [0.9, 0.1] });
  last('curve').answer({ auc: 0.5, step: 1, note: null });
  await settled();
  void truth.start(false);

  workbench.selectMethod('cam');
  last('explain').fail(new WorkbenchError('input-invalid', 'CAM needs one linear layer.'));
  await settled();
  expect(workbench.explanations.current).toBeNull();
  expect((await saved()).absent).toEqual([1]);
  // What was under way goes on: the control's curve and the sampling.
  expect([last('curve').cancelled, last('shapley').cancelled]).toEqual([false, false]);

  workbench.selectMethod('lift-cam');
  await answer({ id: 'again' });
  expect([...channels.absent]).toEqual([1]);
  expect(curves.of('deletion')[0]).toMatchObject({ state: 'done', auc: 0.5 });
  channels.undo();
  expect(channels.absent.size).toBe(0);
  curves.cancel('deletion');
  await running;
});

it('ends what was under way on a photo that is left, also after a refusal', async () => {
  const { workbench, last } = await opened();
  void workbench.truth.start(false);
  workbench.selectMethod('cam');
  last('explain').fail(new WorkbenchError('input-invalid', 'CAM needs one linear layer.'));
  await settled();
  workbench.selectImage('folder/other.png');
  expect(last('shapley').cancelled).toBe(true);
});

it('remembers the channels of the photo that is chosen, not of the one on show before', async () => {
  const { workbench, answer, saved } = await opened();
  workbench.channels.toggle(1);
  expect(await saved()).toMatchObject({ absent: [1], layer: 'conv' });
  workbench.selectImage('folder/other.png');
  expect(await saved()).toMatchObject({ absent: [], image: 'folder/other.png' });
  await answer({ image: 'folder/other.png' });
  workbench.selectImage('folder/photo.png');
  expect((await saved()).absent).toEqual([1]);
});

it('chooses what is on show again when the next explanation is cancelled', async () => {
  const { workbench, asked, last } = await opened();
  const { activity, methodSettings, models, target } = workbench;
  const chosen = () => {
    const { method } = workbench;
    return [method, methodSettings.chosenFor(method), models.layerTensor, target.selector];
  };
  const before = chosen();
  for (const choose of [
    () => workbench.selectMethod('score-cam'),
    () => workbench.selectLayer('other'),
    () => workbench.selectClass({ index: 3 }),
    () => workbench.selectVersus({ index: 3 }),
    () => {
      methodSettings.chosen = { 'lift-cam': { epsilon: 1 } };
      void workbench.explain();
    },
  ]) {
    choose();
    activity.tasks.find(({ label }) => label === 'Explaining')?.cancel?.();
    expect(last('explain').cancelled).toBe(true);
    expect(chosen()).toEqual(before);
    // What the methods cost is of that again, too.
    expect(asked.at(-1)?.name).toBe('method.estimates');
    await settled();
  }
});
