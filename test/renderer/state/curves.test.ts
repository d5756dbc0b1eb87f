import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../shared/errors.ts';
import { Activity } from '../../../renderer/state/activity.svelte.ts';
import { Curves } from '../../../renderer/state/curves.svelte.ts';
import { explanation } from '../support/explanation.ts';
import { scriptedClient, settled } from '../support/scriptedClient.ts';

function opened() {
  const script = scriptedClient();
  const activity = new Activity();
  const curves = new Curves(script.client, activity, () => ({}));
  curves.show(explanation());
  const [map, control] = curves.of('deletion');
  if (!map || !control) throw new Error('a kind of curve without its control');
  return { ...script, activity, curves, map, control };
}

describe('Curves', () => {
  it('grows point by point, then runs the control', async () => {
    const { curves, map, control, activity, asked, last } = opened();
    const done = curves.start('deletion');
    await settled();
    last('curve').emit({ total: 4, first: 0, probabilities: [0.9, 0.5] });
    expect([map.points, map.total, activity.tasks[0]?.progress]).toEqual([[0.9, 0.5], 4, 0.5]);
    last('curve').emit({ total: 4, first: 2, probabilities: [0.2, 0.1] });
    last('curve').answer({ auc: 0.4, step: 1, note: null });
    await settled();
    expect([map.state, map.auc, control.state]).toEqual(['done', 0.4, 'running']);
    expect(asked.map((one) => one.input)).toMatchObject([{ ranking: 'map' }, { ranking: 'random' }]);
    last('curve').answer({ auc: 0.3, step: 1, note: null });
    await done;
    expect([control.auc, activity.tasks]).toEqual([0.3, []]);
  });

  it('cancel keeps the points, drops later ones and starts no control', async () => {
    const { curves, map, control, asked, last } = opened();
    const done = curves.start('deletion');
    await settled();
    last('curve').emit({ total: 4, first: 0, probabilities: [0.9] });
    curves.cancel('deletion');
    last('curve').emit({ total: 4, first: 1, probabilities: [0.5] });
    await done;
    expect(last('curve').cancelled).toBe(true);
    expect([map.state, map.points, control.state]).toEqual(['cancelled', [0.9], 'empty']);
    expect(asked).toHaveLength(1);
  });

  it('starts nothing when it is cancelled before the engine is asked', async () => {
    const { curves, map, asked } = opened();
    const done = curves.start('deletion');
    curves.cancel('deletion');
    await done;
    expect([map.state, asked]).toEqual(['cancelled', []]);
  });

  it('says when the engine ended it', async () => {
    const { curves, map, last } = opened();
    const done = curves.start('deletion');
    await settled();
    last('curve').fail(new WorkbenchError('engine-restarted', 'The engine was restarted.'));
    await done;
    expect([map.state, map.error?.message]).toEqual(['interrupted', 'The engine was restarted.']);
  });

  it('belongs to its photo and target: kept when a restarted engine makes them anew, dropped for another class', async () => {
    const { curves, map, last } = opened();
    curves.withControl = false;
    const done = curves.start('deletion');
    await settled();
    last('curve').emit({ total: 2, first: 0, probabilities: [0.9, 0.1] });
    last('curve').answer({ auc: 0.5, step: 1, note: null });
    await done;
    curves.show(explanation({ id: 'anew' }));
    expect([map.state, map.request?.explanation]).toEqual(['done', 'anew']);
    curves.show(explanation({ id: 'other', params: { epsilon: 1 } }));
    expect(map.state).toBe('empty');
    const other = { index: 8, label: 'hen', logit: 1, probability: 0.1 };
    curves.show(explanation({ id: 'other', target: { class: other, versus: null } }));
    expect([map.state, map.points]).toEqual(['empty', []]);
  });

  it('explains the methods beside the one on show, goes on where one is refused, and runs only what is missing', async () => {
    const { curves, map, asked, last, activity } = opened();
    curves.withControl = false;
    curves.beside = ['cam', 'grad-cam'];
    const done = curves.start('deletion');
    await settled();
    last('curve').answer({ auc: 0.5, step: 1, note: null });
    await settled();
    expect(last('explain').input).toMatchObject({ method: 'cam', targets: [{ class: { index: 7 } }] });
    last('explain').fail(new WorkbenchError('input-invalid', 'CAM needs one linear layer.'));
    await settled();
    const found = explanation({ id: 'second', method: 'grad-cam' });
    last('explain').emit({ kind: 'progress', done: 30, total: 120, millisecondsLeft: 9000 });
    expect(activity.tasks[0]).toMatchObject({ progress: 0.25, left: 9000 });
    last('explain').emit({ kind: 'explanation', explanation: found });
    last('explain').answer({ explanations: 1 });
    await settled();
    expect(last('curve').input).toMatchObject({ explanation: 'second', ranking: 'map' });
    last('curve').emit({ total: 10, first: 0, probabilities: [0.5] });
    expect(activity.tasks[0]).toMatchObject({ progress: 0.1, left: null });
    last('curve').answer({ auc: 0.6, step: 1, note: null });
    await done;
    expect(curves.of('deletion').map(({ method, state }) => [method, state])).toEqual([
      ['lift-cam', 'done'],
      ['cam', 'failed'],
      ['grad-cam', 'done'],
    ]);
    const before = asked.length;
    void curves.start('deletion');
    await settled();
    expect(asked.slice(before).map(({ input }) => input)).toMatchObject([{ method: 'cam' }]);
    curves.cancel('deletion');
    curves.show(found);
    expect(map.auc).toBe(0.5);
    expect(curves.of('deletion')[0]).toMatchObject({ method: 'grad-cam', auc: 0.6 });
  });
});
