import { expect, test } from 'vitest';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { Params } from '../../../shared/params.ts';
import type { Layer, ModelCard } from '../../../shared/modelCard.ts';
import { Activity } from '../../../renderer/state/activity.svelte.ts';
import { Compare } from '../../../renderer/state/compare.svelte.ts';
import { explanation } from '../support/explanation.ts';
import { scriptedClient, settled } from '../support/scriptedClient.ts';
import { FOLDER } from '../support/session.ts';

/** A grid of one photo's class by LIFT-CAM and CAM, at a layer whose head is not affine. */
function opened() {
  const script = scriptedClient();
  const activity = new Activity();
  const params: Record<string, Params> = {};
  const compare = new Compare(script.client, activity, {
    models: {
      card: { id: 'net', labels: [] as string[] } as ModelCard,
      layer: { tensor: 'conv', head: 'non-linear' } as Layer,
    },
    gallery: { folder: FOLDER, images: [], shown: [], selected: null },
    explanations: { current: explanation() },
    target: { selector: { class: { rank: 1 } } },
    methodSettings: { chosenFor: (method) => params[method] ?? {}, estimates: new Map() },
  });
  compare.choice.methods = ['lift-cam', 'cam'];
  compare.choice.metrics = ['ad'];
  return { ...script, activity, compare, params };
}

test('a method that is refused says why in its own cell; the others go on', async () => {
  const { compare, last, asked, activity } = opened();
  const done = compare.start();
  last('explain').emit({ kind: 'explanation', explanation: explanation() });
  last('explain').answer({ explanations: 1 });
  await settled();
  last('explain').fail(new WorkbenchError('input-invalid', 'CAM needs one linear layer.'));
  await settled();
  last('metric').fail(new WorkbenchError('value-not-finite', 'Not a number.'));
  await done;
  const [lift, cam] = compare.cells;
  expect(lift).toMatchObject({ error: null, failures: { ad: { message: 'Not a number.' } } });
  expect(cam).toMatchObject({ error: { message: 'CAM needs one linear layer.' }, explanation: null });
  expect([asked.length, compare.running, activity.tasks]).toEqual([3, false, []]);
});

test('a slow method moves the progress of the whole grid', async () => {
  const { compare, last, activity } = opened();
  compare.choice.metrics = [];
  const done = compare.start();
  const progress = () => activity.tasks[0]?.progress;
  last('explain').emit({ kind: 'progress', done: 1, total: 4, millisecondsLeft: 300 });
  expect(progress()).toBeCloseTo(1 / 8);
  last('explain').answer({ explanations: 0 });
  await settled();
  expect(progress()).toBeCloseTo(1 / 2);
  last('explain').emit({ kind: 'progress', done: 3, total: 4, millisecondsLeft: 100 });
  expect(progress()).toBeCloseTo(7 / 8);
  last('explain').answer({ explanations: 0 });
  await done;
  expect(activity.tasks).toEqual([]);
});

test('a cell is run again on its own', async () => {
  const { compare, last } = opened();
  compare.choice.methods = ['cam'];
  const first = compare.start();
  last('explain').fail(new WorkbenchError('internal', 'The disk was away.'));
  await first;
  const cell = compare.cells[0]!;
  const again = compare.runAgain(cell);
  expect(cell.error).toBeNull();
  last('explain').emit({ kind: 'explanation', explanation: explanation({ method: 'cam' }) });
  last('explain').answer({ explanations: 1 });
  await settled();
  const measured = { value: 12, parts: {}, protocol: {}, note: null };
  last('metric').answer(measured);
  await again;
  expect(cell).toMatchObject({ explanation: { method: 'cam' }, measurements: { ad: measured } });
});

test('what was done stays when the engine ends; going on does the rest, and asks nothing of an engine that has ended', async () => {
  const { compare, last, asked, activity } = opened();
  const first = compare.start();
  last('explain').emit({ kind: 'explanation', explanation: explanation({ id: 'before' }) });
  last('explain').answer({ explanations: 1 });
  await settled();
  last('explain').fail(new WorkbenchError('engine-restarted', 'Ended.'));
  await first;
  compare.interrupt();
  const [lift, cam] = compare.cells;
  expect([lift?.explanation?.id, cam?.explanation, cam?.error]).toEqual(['before', null, null]);
  expect([compare.interrupted, compare.running, compare.unfinished]).toEqual([true, false, true]);
  expect([asked.length, activity.tasks]).toEqual([2, []]);

  const rest = compare.goOn();
  expect(compare.interrupted).toBe(false);
  expect(last('explain').input).toMatchObject({ method: 'cam' });
  last('explain').fail(new WorkbenchError('input-invalid', 'CAM needs one linear layer.'));
  await settled();
  expect(last('explain').input).toMatchObject({ method: 'lift-cam' });
  last('explain').emit({ kind: 'explanation', explanation: explanation({ id: 'after' }) });
  last('explain').answer({ explanations: 1 });
  await settled();
  expect(last('metric').input).toMatchObject({ explanation: 'after' });
  last('metric').answer({ value: 12, parts: {}, protocol: {}, note: null });
  await rest;
  expect([lift?.measurements['ad']?.value, compare.unfinished, asked.length]).toEqual([12, false, 5]);
});

test('a grid that is gone on with keeps the parameters that it was started with', async () => {
  const { compare, last, params } = opened();
  compare.choice.metrics = [];
  params['cam'] = { epsilon: 1 };
  params['shap-cam'] = { permutations: 20 };
  const first = compare.start();
  compare.cancel();
  await first;
  params['cam'] = { epsilon: 2 };
  params['shap-cam'] = { permutations: 30 };
  const again = compare.runAgain(compare.cells[1]!);
  expect(last('explain').input).toMatchObject({ method: 'cam', params: { epsilon: 1 } });
  compare.cancel();
  await again;
  void compare.sampleShap();
  expect(last('explain').input).toMatchObject({ method: 'shap-cam', params: { permutations: 20 } });
});

test('what the engine has forgotten is explained once more before it is measured', async () => {
  const { compare, last } = opened();
  compare.choice.methods = ['cam'];
  const first = compare.start();
  last('explain').emit({ kind: 'explanation', explanation: explanation({ id: 'before' }) });
  last('explain').answer({ explanations: 1 });
  await settled();
  compare.cancel();
  await first;
  compare.forget();
  expect(compare.interrupted).toBe(false);
  void compare.goOn();
  last('explain').emit({ kind: 'explanation', explanation: explanation({ id: 'after' }) });
  last('explain').answer({ explanations: 1 });
  await settled();
  expect(last('metric').input).toMatchObject({ explanation: 'after' });
});

test('what the provider failed at is to be done once the engine has been started again', async () => {
  const { compare, last } = opened();
  compare.choice.metrics = [];
  const first = compare.start();
  last('explain').fail(new WorkbenchError('provider-failed', 'CUDA failure.'));
  await settled();
  last('explain').fail(new WorkbenchError('input-invalid', 'CAM needs one linear layer.'));
  await first;
  expect(compare.unfinished).toBe(false);
  compare.interrupt();
  expect(compare.cells.map(({ error }) => error?.code)).toEqual([undefined, 'input-invalid']);
  expect([compare.unfinished, compare.interrupted]).toEqual([true, false]);
});

test('a grid that was cancelled can be gone on with', async () => {
  const { compare, last } = opened();
  compare.choice.metrics = [];
  const first = compare.start();
  compare.cancel();
  await first;
  expect([compare.interrupted, compare.unfinished]).toEqual([false, true]);
  const rest = compare.goOn();
  for (const method of ['lift-cam', 'cam']) {
    expect(last('explain').input).toMatchObject({ method });
    last('explain').emit({ kind: 'explanation', explanation: explanation() });
    last('explain').answer({ explanations: 1 });
    await settled();
  }
  await rest;
  expect([compare.unfinished, compare.cells.every((cell) => cell.explanation)]).toEqual([false, true]);
});

test('sampled Shapley values give each cell of the column its cosine', async () => {
  const { compare, last } = opened();
  compare.choice.methods = ['lift-cam'];
  compare.choice.metrics = [];
  const first = compare.start();
  last('explain').emit({ kind: 'explanation', explanation: explanation() });
  last('explain').answer({ explanations: 1 });
  await first;
  expect(compare.cells[0]?.cosine).toBeNull();
  const sampling = compare.sampleShap();
  expect(last('explain').input).toMatchObject({ method: 'shap-cam', layer: 'conv' });
  last('explain').emit({ kind: 'explanation', explanation: explanation({ note: '400 permutations' }) });
  last('explain').answer({ explanations: 1 });
  await sampling;
  expect(compare.cells[0]?.cosine).toBeCloseTo(1);
  expect(compare.columns[0]?.shapNote).toBe('400 permutations');
});

test('Shapley values that could not be had are looked for again', async () => {
  const { compare, last } = opened();
  compare.choice.methods = [];
  await compare.start();
  const sampling = compare.sampleShap();
  last('explain').fail(new WorkbenchError('internal', 'The disk was away.'));
  await sampling;
  const column = compare.columns[0]!;
  expect(column.shapError?.message).toBe('The disk was away.');
  const again = compare.findShapAgain(column);
  last('explain').emit({ kind: 'explanation', explanation: explanation() });
  last('explain').answer({ explanations: 1 });
  await again;
  expect([column.shapError, column.shap]).toEqual([null, explanation().alpha]);
});
