import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../shared/errors.ts';
import { Activity } from '../../../renderer/state/activity.svelte.ts';
import { Gallery } from '../../../renderer/state/gallery.svelte.ts';
import { Thumbnails } from '../../../renderer/state/thumbnails.ts';
import { scriptedClient, settled } from '../support/scriptedClient.ts';
import { FOLDER } from '../support/session.ts';

const image = (name: string) => ({ id: `${FOLDER.id}/${name}`, name, bytes: 1 });
const LINK = { path: 'leak.png', reason: 'It is a link that leads out of the folder.' };
const cat = { index: 282, label: 'tiger cat', logit: 5, probability: 0.8 };

function opened(wanted: string | null = null) {
  const script = scriptedClient();
  const activity = new Activity();
  const gallery = new Gallery(script.client, activity);
  const chosen: (string | null)[] = [];
  const done = gallery.open(FOLDER, () => chosen.push(gallery.selected), wanted);
  return { ...script, activity, gallery, chosen, done };
}

const namesOf = ({ shown }: Gallery) => shown.map(({ name }) => name);

describe('Gallery', () => {
  it('shows and selects the first photo at once, and all of them in the end', async () => {
    const { gallery, chosen, done, last } = opened();
    last('folder.scan').emit({ images: [image('a.jpg'), image('b.jpg')] });
    expect(namesOf(gallery)).toEqual(['a.jpg', 'b.jpg']);
    expect(chosen).toEqual([image('a.jpg').id]);
    last('folder.scan').emit({ images: [image('c.jpg')] });
    last('folder.scan').answer({ images: 3, skipped: 2, skips: [LINK] });
    await done;
    expect(namesOf(gallery)).toEqual(['a.jpg', 'b.jpg', 'c.jpg']);
    expect(gallery).toMatchObject({ scanning: false, stopped: false, skipped: 2, skips: [LINK], at: 0 });
  });

  it('selects another photo where the wanted one has gone', async () => {
    const { gallery, chosen, done, last } = opened(image('gone.jpg').id);
    last('folder.scan').emit({ images: [image('a.jpg')] });
    last('folder.scan').answer({ images: 1, skipped: 0, skips: [] });
    await done;
    expect(chosen).toEqual([image('gone.jpg').id, image('a.jpg').id]);
    expect(gallery.selected).toBe(image('a.jpg').id);
  });

  it('keeps what was found when the reading is stopped', async () => {
    const { gallery, activity, done, last } = opened();
    last('folder.scan').emit({ images: [image('a.jpg')] });
    last('folder.scan').emit({ images: [image('b.jpg')] });
    activity.tasks[0]?.cancel?.();
    await done;
    expect(namesOf(gallery)).toEqual(['a.jpg', 'b.jpg']);
    expect(gallery).toMatchObject({ scanning: false, stopped: true });
  });

  it('keeps what was found when the engine ends, and does not take it for all', async () => {
    const { gallery, done, last } = opened();
    last('folder.scan').emit({ images: [image('a.jpg')] });
    last('folder.scan').emit({ images: [image('b.jpg')] });
    last('folder.scan').fail(new WorkbenchError('engine-restarted', 'It has ended.'));
    await done;
    expect(namesOf(gallery)).toEqual(['a.jpg', 'b.jpg']);
    expect(gallery).toMatchObject({ scanning: false, stopped: true, error: null });
  });

  it('shows nothing of a reading that a newer one of the same folder replaced', async () => {
    const { gallery, done, last } = opened();
    const old = last('folder.scan');
    old.emit({ images: [image('old.jpg')] });
    const again = gallery.open(FOLDER, () => undefined);
    await done;
    expect(namesOf(gallery)).toEqual([]);
    last('folder.scan').emit({ images: [image('new.jpg')] });
    last('folder.scan').answer({ images: 1, skipped: 0, skips: [] });
    await again;
    expect(namesOf(gallery)).toEqual(['new.jpg']);
  });

  it('sorts and filters by predictions as they come, and forgets them with the folder', async () => {
    const { gallery, done, last } = opened();
    last('folder.scan').emit({ images: [image('a.jpg'), image('b.jpg')] });
    last('folder.scan').answer({ images: 2, skipped: 0, skips: [] });
    await done;
    gallery.order = 'surest';
    expect(namesOf(gallery)).toEqual(['a.jpg', 'b.jpg']);
    gallery.predictions.note(image('b.jpg').id, cat);
    expect(namesOf(gallery)).toEqual(['b.jpg', 'a.jpg']);
    gallery.filter = 'tiger';
    expect(namesOf(gallery)).toEqual(['b.jpg']);
    void gallery.open(FOLDER, () => undefined);
    expect(gallery.predictions.count).toBe(0);
  });

  it('tells once that the folder has gone, whichever thumbnail finds out', async () => {
    const { gallery, client, done, last, asked } = opened();
    last('folder.scan').emit({ images: [image('a.jpg'), image('b.jpg')] });
    last('folder.scan').answer({ images: 2, skipped: 0, skips: [] });
    await done;
    const thumbnails = new Thumbnails(client, (error) => gallery.vanish(error));
    const shown: unknown[] = [];
    for (const { id } of gallery.images) thumbnails.want(id, (found) => shown.push(found));
    for (let round = 0; round < 2; round += 1) {
      const open = asked.filter(({ name }) => name === 'image.thumbnail');
      for (const each of open) each.fail(new WorkbenchError('folder-missing', 'It cannot be opened.'));
      await settled();
    }
    expect(shown).toEqual([]);
    expect(gallery.error).toMatchObject({
      code: 'folder-missing',
      message: expect.stringContaining("'/photos' is not there any more") as string,
    });
  });
});

const CUT = { image: image('cut.jpg').id, reason: 'It ends in the middle.' };

describe('Predictions', () => {
  const start = () => {
    const opening = opened();
    const { predictions } = opening.gallery;
    return { ...opening, predictions, predicting: predictions.predictAll('model', FOLDER.id) };
  };

  it('come in pieces, with the time that is left', async () => {
    const { predictions, predicting, last, activity } = start();
    expect(last('folder.predict').input).toEqual({ model: 'model', folder: FOLDER.id });
    last('folder.predict').emit({
      done: 1,
      total: 4,
      millisecondsLeft: 3000,
      predictions: [{ image: image('a.jpg').id, top: cat }],
    });
    expect(predictions.of(image('a.jpg').id)).toEqual(cat);
    const task = activity.tasks.find(({ label }) => label === 'Predicting the folder');
    expect({ progress: task?.progress, left: task?.left }).toEqual({
      progress: 0.25,
      left: 3000,
    });
    last('folder.predict').answer({ predicted: 3, broken: 1, failures: [CUT] });
    await predicting;
    expect(predictions).toMatchObject({ running: false, finished: true, broken: 1, failures: [CUT] });
    expect(activity.tasks).not.toContain(task);
  });

  it('that are stopped keep what is known, and another model forgets it', async () => {
    const { predictions, predicting, last } = start();
    const predicted = [{ image: image('a.jpg').id, top: cat }];
    last('folder.predict').emit({ done: 1, total: 4, millisecondsLeft: null, predictions: predicted });
    predictions.cancel();
    await predicting;
    expect(last('folder.predict').cancelled).toBe(true);
    expect(predictions).toMatchObject({ running: false, finished: false, count: 1 });
    predictions.forget();
    expect(predictions.of(image('a.jpg').id)).toBeUndefined();
  });

  it('that fail say why', async () => {
    const { predictions, predicting, last } = start();
    last('folder.predict').fail(new WorkbenchError('provider-failed', 'It is lost.'));
    await predicting;
    const error = { code: 'provider-failed', message: 'It is lost.' };
    expect(predictions).toMatchObject({ running: false, waiting: false, error });
  });

  it('go on with what is left when the engine is back, but not where it ends at the same photo again', async () => {
    const { predictions, predicting, last, asked } = start();
    const lost = () => last('folder.predict').fail(new WorkbenchError('engine-restarted', 'It has ended.'));
    const predicted = [{ image: image('a.jpg').id, top: cat }];
    last('folder.predict').emit({ done: 1, total: 4, millisecondsLeft: null, predictions: predicted });
    lost();
    await predicting;
    expect(predictions).toMatchObject({ running: false, waiting: true, error: null, count: 1 });
    const again = predictions.goOn('model', FOLDER.id);
    const known = [image('a.jpg').id];
    expect(last('folder.predict').input).toEqual({ model: 'model', folder: FOLDER.id, known });
    lost();
    await again;
    expect(predictions).toMatchObject({ waiting: false, error: { message: 'It has ended.' } });
    const before = asked.length;
    await predictions.goOn('model', FOLDER.id);
    expect(asked).toHaveLength(before);
  });
});
