import { describe, expect, it } from 'vitest';
import { Activity } from '../../../renderer/state/activity.svelte.ts';
import { MethodWeights } from '../../../renderer/state/methodWeights.svelte.ts';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { Params } from '../../../shared/params.ts';
import { explanation } from '../support/explanation.ts';
import { scriptedClient, settled, type Asked } from '../support/scriptedClient.ts';

/** Nothing set: the same object each time, as the settings give it. */
const NONE: Params = {};

function opened(params: Record<string, Params> = {}) {
  const script = scriptedClient();
  const activity = new Activity();
  const weights = new MethodWeights(script.client, activity, (method) => params[method] ?? NONE);
  weights.show(explanation(), false);
  return { ...script, activity, weights };
}

async function answer(asked: Asked, method: string, changes = {}): Promise<void> {
  asked.emit({ kind: 'explanation', explanation: explanation({ method, ...changes }) });
  asked.answer({ explanations: 1 });
  await settled();
}

const estimate = (method: string, milliseconds: number) => ({
  method,
  passes: { head: 1, model: 0 },
  milliseconds,
});
const methodsAsked = (asked: readonly Asked[]) =>
  asked.map(({ input }) => (input as { method: string }).method);

describe('MethodWeights', () => {
  it('knows the method that explained what is on show, and each that explained it before', () => {
    const { weights, asked } = opened();
    expect(weights.known.get('lift-cam')).toMatchObject({ complete: true, failure: null });
    weights.show(explanation({ method: 'grad-cam', residual: null }), true);
    expect([...weights.known.keys()]).toEqual(['lift-cam', 'grad-cam']);
    expect(weights.known.get('grad-cam')?.complete).toBe(false);
    weights.show(explanation({ method: 'grad-cam', image: 'folder/other.png' }), false);
    expect([...weights.known.keys()]).toEqual(['grad-cam']);
    expect(asked).toEqual([]);
  });

  it('computes the fast ones that are not known, one after another, with the parameters chosen', async () => {
    const { weights, asked, last } = opened({ 'xgrad-cam': { option: 1 } });
    const done = weights.computeFast([
      estimate('lift-cam', 1),
      estimate('grad-cam', 2),
      estimate('score-cam', 9000),
      estimate('xgrad-cam', 999),
    ]);
    expect(methodsAsked(asked)).toEqual(['grad-cam']);
    expect(weights.running).toBe('grad-cam');
    await answer(last('explain'), 'grad-cam');
    expect(last('explain').input).toMatchObject({ method: 'xgrad-cam', params: { option: 1 } });
    await answer(last('explain'), 'xgrad-cam');
    await done;
    expect(methodsAsked(asked)).toEqual(['grad-cam', 'xgrad-cam']);
    expect([...weights.known.keys()]).toEqual(['lift-cam', 'grad-cam', 'xgrad-cam']);
    expect(weights.slow.map(({ method }) => method)).toEqual(['score-cam']);
    expect(weights.running).toBeNull();
  });

  it('a method that fails says why, and the next is computed', async () => {
    const { weights, last } = opened();
    void weights.compute(['lrp-cam', 'grad-cam']);
    last('explain').fail(new WorkbenchError('operator-unsupported', 'No rule for Sin.'));
    await settled();
    expect(weights.known.get('lrp-cam')).toEqual({
      alpha: null,
      complete: false,
      failure: { code: 'operator-unsupported', message: 'No rule for Sin.' },
      params: NONE,
    });
    expect(weights.running).toBe('grad-cam');
  });

  it('computes once more what failed, when asked', async () => {
    const { weights, last, asked } = opened();
    void weights.compute(['grad-cam']);
    last('explain').fail(new WorkbenchError('internal', 'The disk was away.'));
    await settled();
    void weights.compute(['grad-cam']);
    expect(asked).toHaveLength(1);
    void weights.again('grad-cam');
    expect(weights.known.has('grad-cam')).toBe(false);
    await answer(last('explain'), 'grad-cam');
    expect(weights.known.get('grad-cam')).toMatchObject({ failure: null });
  });

  it('does not take the end of the engine for a failure, and computes again once the same is explained', async () => {
    const { weights, last, activity } = opened();
    void weights.compute(['grad-cam']);
    weights.show(explanation({ id: 'again' }), true);
    last('explain').fail(new WorkbenchError('engine-restarted', 'Ended.'));
    await settled();
    expect([[...weights.known.keys()], weights.running, activity.tasks]).toEqual([['lift-cam'], null, []]);
    void weights.compute(['grad-cam']);
    await answer(last('explain'), 'grad-cam');
    expect(weights.known.has('grad-cam')).toBe(true);
  });

  it('another photo ends it; what is cancelled is not gone on with', async () => {
    const { weights, asked, activity } = opened();
    void weights.compute(['grad-cam', 'cam']);
    activity.tasks[0]?.cancel?.();
    await settled();
    expect([methodsAsked(asked), weights.running]).toEqual([['grad-cam'], null]);
    void weights.compute(['cam']);
    weights.show(explanation({ image: 'folder/other.png' }), false);
    await settled();
    expect(asked.at(-1)?.cancelled).toBe(true);
    expect(weights.known.has('cam')).toBe(false);
    expect(weights.running).toBeNull();
  });
});
