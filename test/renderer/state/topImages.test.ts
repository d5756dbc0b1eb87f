import { describe, expect, it } from 'vitest';
import { Activity } from '../../../renderer/state/activity.svelte.ts';
import { TopImages } from '../../../renderer/state/topImages.svelte.ts';
import { WorkbenchError } from '../../../shared/errors.ts';
import { scriptedClient, settled } from '../support/scriptedClient.ts';

const SUBJECT = { model: 'model', layer: 'conv', folder: 'folder' };
const progress = (done: number, total: number | null = 10) => ({ done, total, failed: 0, failures: [] });
const image = (name: string) => ({ image: `folder/${name}`, value: 1 });

function opened() {
  const script = scriptedClient();
  const activity = new Activity();
  const topImages = new TopImages(script.client, activity);
  topImages.show(SUBJECT, 3);
  return { ...script, activity, topImages };
}

/** Answers the question under way. */
async function answerHeld({ last }: ReturnType<typeof opened>, done: number, ...names: string[]) {
  last('topImages.held').answer({ progress: progress(done), images: names.map(image) });
  await settled();
}

describe('before anybody searches', () => {
  it('asks what is held, and starts nothing', async () => {
    const { asked, last, topImages } = opened();
    expect(asked.map(({ name }) => name)).toEqual(['topImages.held']);
    expect(last('topImages.held').input).toEqual({ ...SUBJECT, channel: 3, by: 'maximum' });
    last('topImages.held').answer(null);
    await settled();
    expect([topImages.images, topImages.progress]).toEqual([null, null]);
  });

  it('shows what another visit to the layer found', async () => {
    const script = opened();
    await answerHeld(script, 10, 'a', 'b');
    expect(script.topImages.images).toEqual([image('a'), image('b')]);
    expect(script.topImages.progress).toEqual(progress(10));
  });
});

describe('a search', () => {
  it('shows progress and time left, and the images as they improve', async () => {
    const script = opened();
    const { last, topImages, activity } = script;
    last('topImages.held').answer(null);
    await settled();
    const done = topImages.start(false);
    expect(last('topImages').input).toEqual({ ...SUBJECT, resume: false });
    last('topImages').emit({ ...progress(0, null), millisecondsLeft: null });
    expect(activity.tasks[0]).toMatchObject({
      label: 'Looking for the best images',
      progress: null,
      left: null,
    });
    last('topImages').emit({ ...progress(4), millisecondsLeft: 600 });
    expect(activity.tasks[0]).toMatchObject({ progress: 0.4, left: 600 });
    await answerHeld(script, 4, 'a');
    expect([topImages.images, topImages.left]).toEqual([[image('a')], 600]);
    last('topImages').answer(progress(10));
    await done;
    await answerHeld(script, 10, 'b', 'a');
    expect(topImages.images).toEqual([image('b'), image('a')]);
    expect([topImages.running, topImages.progress, activity.tasks]).toEqual([false, progress(10), []]);
  });

  it('takes answers that come more slowly than progress', async () => {
    const script = opened();
    void script.topImages.start(false);
    for (let step = 1; step < 6; step += 1)
      script.last('topImages').emit({ ...progress(step), millisecondsLeft: 1 });
    expect(script.asked.filter(({ name }) => name === 'topImages.held')).toHaveLength(1);
    await answerHeld(script, 1, 'a');
    expect(script.topImages.images).toEqual([image('a')]);
  });

  it('stops, keeps what it has, and goes on from there', async () => {
    const script = opened();
    const { last, topImages, activity } = script;
    void topImages.start(false);
    last('topImages').emit({ ...progress(4), millisecondsLeft: 600 });
    topImages.stop();
    expect(last('topImages').cancelled).toBe(true);
    await answerHeld(script, 4, 'a');
    await answerHeld(script, 4, 'a');
    expect([topImages.running, topImages.progress?.done, topImages.error, activity.tasks]).toEqual([
      false,
      4,
      null,
      [],
    ]);
    void topImages.start(true);
    expect(last('topImages').input).toMatchObject({ resume: true });
  });

  it('tells in place why it failed', async () => {
    const { last, topImages } = opened();
    const done = topImages.start(false);
    last('topImages').fail(new WorkbenchError('folder-missing', 'The folder has gone.'));
    await done;
    expect([topImages.running, topImages.error?.message]).toEqual([false, 'The folder has gone.']);
  });

  it('ends when another layer is looked at, and never shows another channel’s images', async () => {
    const script = opened();
    const { last, topImages } = script;
    void topImages.start(false);
    await answerHeld(script, 2, 'a');
    topImages.show(SUBJECT, 4);
    expect(topImages.images).toBeNull();
    expect(last('topImages').cancelled).toBe(false);
    topImages.show({ ...SUBJECT, layer: 'other' }, 4);
    expect(last('topImages').cancelled).toBe(true);
    await answerHeld(script, 2, 'stale');
    expect(topImages.images).toBeNull();
    expect([topImages.running, topImages.progress]).toEqual([false, null]);
  });

  it('keeps what it found when the engine ends, and says that it was interrupted', async () => {
    const script = opened();
    const { last, topImages } = script;
    const done = topImages.start(false);
    last('topImages').emit({ ...progress(4), millisecondsLeft: 600 });
    await answerHeld(script, 4, 'a');
    last('topImages').fail(new WorkbenchError('engine-restarted', 'Ended.'));
    await done;
    topImages.show({ ...SUBJECT }, 3);
    last('topImages.held').answer(null);
    await settled();
    expect([topImages.interrupted, topImages.progress, topImages.images]).toEqual([
      true,
      progress(4),
      [image('a')],
    ]);
    topImages.show({ ...SUBJECT }, 4);
    last('topImages.held').answer(null);
    await settled();
    expect([topImages.interrupted, topImages.images]).toEqual([true, null]);
    void topImages.start(false);
    expect(topImages.interrupted).toBe(false);
  });

  it('can be gone on with where the engine was only out of reach', async () => {
    const script = opened();
    const { last, topImages } = script;
    const done = topImages.start(false);
    last('topImages').emit({ ...progress(4), millisecondsLeft: 600 });
    await answerHeld(script, 4, 'a');
    last('topImages').fail(new WorkbenchError('connection-lost', 'Lost.'));
    await done;
    expect(topImages.interrupted).toBe(true);
    topImages.show({ ...SUBJECT }, 3);
    await answerHeld(script, 5, 'a');
    expect([topImages.interrupted, topImages.progress]).toEqual([false, progress(5)]);
  });

  it('keeps what was complete when the engine that held it has ended', async () => {
    const script = opened();
    await answerHeld(script, 10, 'a');
    script.topImages.show({ ...SUBJECT }, 3);
    script.last('topImages.held').answer(null);
    await settled();
    expect([script.topImages.interrupted, script.topImages.images]).toEqual([true, [image('a')]]);
  });

  it('ranks by the mean where that is chosen', async () => {
    const script = opened();
    await answerHeld(script, 10, 'a');
    script.topImages.choose('mean');
    expect(script.topImages.images).toBeNull();
    expect(script.last('topImages.held').input).toMatchObject({ by: 'mean' });
    await answerHeld(script, 10, 'b');
    expect(script.topImages.images).toEqual([image('b')]);
  });
});
