import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../shared/errors.ts';
import { Activity } from '../../../renderer/state/activity.svelte.ts';
import { Curves } from '../../../renderer/state/curves.svelte.ts';
import { explanation } from '../support/explanation.ts';
import { scriptedClient, settled } from '../support/scriptedClient.ts';

function opened() {
  const script = scriptedClient();
  const activity = new Activity();
  const curves = new Curves(script.client, activity);
  curves.show(explanation());
  const [map, control] = curves.of('deletion');
  if (!map || !control) throw new Error('a kind of curve without its control');
  return { ...script, activity, curves, map, control };
}

describe('Curves', () => {
  it('grows point by point, then runs the control', async () => {
    const { curves, map, control, activity, asked, last } = opened();
    const done = curves.start('deletion');
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
    last('curve').emit({ total: 4, first: 0, probabilities: [0.9] });
    curves.cancel('deletion');
    last('curve').emit({ total: 4, first: 1, probabilities: [0.5] });
    await done;
    expect(last('curve').cancelled).toBe(true);
    expect([map.state, map.points, control.state]).toEqual(['cancelled', [0.9], 'empty']);
    expect(asked).toHaveLength(1);
  });

  it('says when the engine ended it', async () => {
    const { curves, map, last } = opened();
    const done = curves.start('deletion');
    last('curve').fail(new WorkbenchError('engine-restarted', 'The engine was restarted.'));
    await done;
    expect([map.state, map.error]).toEqual(['interrupted', null]);
  });

  it('belongs to its explanation: kept when a restarted engine makes it anew, dropped for another class', async () => {
    const { curves, map, last } = opened();
    curves.withControl = false;
    const done = curves.start('deletion');
    last('curve').emit({ total: 2, first: 0, probabilities: [0.9, 0.1] });
    last('curve').answer({ auc: 0.5, step: 1, note: null });
    await done;
    curves.show(explanation({ id: 'anew' }));
    expect(map.state).toBe('done');
    const other = { index: 8, label: 'hen', logit: 1, probability: 0.1 };
    curves.show(explanation({ id: 'other', target: { class: other, versus: null } }));
    expect([map.state, map.points]).toEqual(['empty', []]);
  });
});
