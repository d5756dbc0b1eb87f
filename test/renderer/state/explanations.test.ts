import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { Explanation } from '../../../shared/result.ts';
import { Activity } from '../../../renderer/state/activity.svelte.ts';
import { Explanations, type Subject } from '../../../renderer/state/explanations.svelte.ts';
import { explanation } from '../support/explanation.ts';
import { scriptedClient, settled } from '../support/scriptedClient.ts';

const subject = {
  model: 'model',
  image: 'folder/photo.png',
  layer: 'conv',
  method: 'lift-cam',
  params: {},
  target: { class: { rank: 1 } },
};

function opened() {
  const script = scriptedClient();
  const activity = new Activity();
  const told: string[] = [];
  const changed = (current: Explanation | null, failed: boolean) =>
    told.push(current?.id ?? (failed ? 'failed' : 'left'));
  const stayed = ({ method }: Subject) => told.push(`stayed ${method}`);
  const explanations = new Explanations(script.client, activity, changed, stayed);
  return { ...script, activity, told, explanations };
}

describe('Explanations', () => {
  it('shows the prediction before the explanation', async () => {
    const { explanations, last, activity } = opened();
    const done = explanations.explain(subject);
    expect(activity.tasks.map((task) => task.label)).toEqual(['Explaining']);
    last('explain').emit({ kind: 'prediction', prediction: explanation().prediction });
    expect(explanations.prediction?.top[0]?.label).toBe('cock');
    expect(explanations.current).toBeNull();
    last('explain').emit({ kind: 'explanation', explanation: explanation() });
    last('explain').answer({ explanations: 1 });
    await done;
    expect(explanations.current?.id).toBe('first');
    expect([explanations.running, activity.tasks]).toEqual([false, []]);
  });

  it('shows how far a slow method has come', () => {
    const { explanations, last, activity } = opened();
    void explanations.explain(subject);
    expect(activity.tasks[0]?.progress).toBeNull();
    last('explain').emit({ kind: 'progress', done: 30, total: 120, millisecondsLeft: 9000 });
    expect([activity.tasks[0]?.progress, activity.tasks[0]?.left]).toEqual([0.25, 9000]);
  });

  it('cancels the older work and drops its events', async () => {
    const { explanations, asked, last } = opened();
    void explanations.explain(subject);
    void explanations.explain({ ...subject, image: 'folder/other.png' });
    const [older] = asked;
    expect(older?.cancelled).toBe(true);
    older?.emit({ kind: 'explanation', explanation: explanation() });
    expect(explanations.current).toBeNull();
    last('explain').emit({ kind: 'explanation', explanation: explanation({ id: 'newer' }) });
    await settled();
    expect(explanations.current?.id).toBe('newer');
    expect(explanations.running).toBe(true);
  });

  it('takes the heatmap of another photo away at once, but keeps it while only the class changes', () => {
    const { explanations, last, told } = opened();
    void explanations.explain(subject);
    last('explain').emit({ kind: 'explanation', explanation: explanation() });
    void explanations.explain({ ...subject, target: { class: { index: 3 } } });
    expect(explanations.current?.id).toBe('first');
    void explanations.explain({ ...subject, image: 'folder/other.png' });
    expect(explanations.current).toBeNull();
    expect(told).toEqual(['first', 'left']);
  });

  it('goes on with the activation that it has, where only the class changes', () => {
    const { explanations, last } = opened();
    void explanations.explain(subject);
    expect(last('explain').input).not.toHaveProperty('beside');
    const first = explanation();
    last('explain').emit({ kind: 'explanation', explanation: first });
    void explanations.explain({ ...subject, target: { class: { index: 3 } } });
    expect(last('explain').input).toMatchObject({ beside: 'first' });
    const { activation: _, ...rest } = explanation({ id: 'second' });
    last('explain').emit({ kind: 'beside', explanation: rest });
    expect(explanations.current).toEqual({ ...rest, activation: first.activation });
  });

  it('shows a failure in place of the heatmap, and remembers which that was until another is shown', async () => {
    const { explanations, last, told } = opened();
    const explained = async (changes: Partial<typeof subject>) => {
      const done = explanations.explain({ ...subject, ...changes });
      last('explain').fail(new WorkbenchError('layer-unknown', 'No layer conv.'));
      await done;
    };
    await explained({});
    expect([explanations.error?.message, explanations.running]).toEqual(['No layer conv.', false]);
    expect(explanations.before).toBeNull();
    void explanations.explain(subject);
    last('explain').emit({ kind: 'explanation', explanation: explanation() });
    await explained({ layer: 'other' });
    await explained({ layer: 'third' });
    expect([explanations.current, explanations.before?.id]).toEqual([null, 'first']);
    expect(explanations.prediction?.top[0]?.label).toBe('cock');
    await explained({ image: 'folder/other.png' });
    expect([explanations.before, explanations.prediction]).toEqual([null, null]);
    expect(told).toEqual(['failed', 'first', 'failed', 'failed', 'left', 'failed']);
  });

  it('stays with what is on show when the person cancels the next one', () => {
    const { explanations, activity, last, told } = opened();
    void explanations.explain(subject);
    last('explain').emit({ kind: 'explanation', explanation: explanation() });
    void explanations.explain({ ...subject, method: 'score-cam' });
    activity.tasks.at(-1)?.cancel?.();
    expect([last('explain').cancelled, explanations.running, explanations.cancelled]).toEqual([
      true,
      false,
      false,
    ]);
    expect([explanations.current?.id, told]).toEqual(['first', ['first', 'stayed lift-cam']]);
  });

  it('does not stay with what the engine has forgotten', () => {
    const { explanations, activity, last, told } = opened();
    const cancel = () => activity.tasks.at(-1)?.cancel?.();
    void explanations.explain(subject);
    last('explain').emit({ kind: 'explanation', explanation: explanation() });
    explanations.forget();
    void explanations.explain(subject);
    expect(explanations.current?.id).toBe('first');
    cancel();
    expect([explanations.current, explanations.cancelled]).toEqual([null, true]);
    void explanations.explain(subject);
    last('explain').emit({ kind: 'explanation', explanation: explanation({ id: 'second' }) });
    void explanations.explain(subject);
    cancel();
    expect([explanations.current?.id, explanations.cancelled]).toEqual(['second', false]);
    expect(told).toEqual(['first', 'left', 'second', 'stayed lift-cam']);
  });

  it('says that it was cancelled where nothing is on show, until it is asked for again', () => {
    const { explanations, activity, last, told } = opened();
    void explanations.explain(subject);
    last('explain').emit({ kind: 'explanation', explanation: explanation() });
    void explanations.explain({ ...subject, image: 'folder/other.png' });
    activity.tasks.at(-1)?.cancel?.();
    expect([explanations.current, explanations.cancelled]).toEqual([null, true]);
    expect(told).toEqual(['first', 'left']);
    void explanations.explain({ ...subject, image: 'folder/other.png' });
    expect(explanations.cancelled).toBe(false);
    activity.tasks.at(-1)?.cancel?.();
    explanations.clear();
    expect(explanations.cancelled).toBe(false);
  });

  it('keeps the heatmap when the engine dies: its return does the work again', async () => {
    const { explanations, last } = opened();
    void explanations.explain(subject);
    last('explain').emit({ kind: 'explanation', explanation: explanation() });
    const again = explanations.explain({ ...subject, layer: 'other' });
    last('explain').fail(new WorkbenchError('engine-restarted', 'The engine was restarted.'));
    await again;
    expect(explanations.error).toBeNull();
    expect(explanations.current?.id).toBe('first');
  });
});
