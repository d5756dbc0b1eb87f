import { beforeEach, expect, it, vi } from 'vitest';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { ModelCard } from '../../../shared/modelCard.ts';
import { Activity } from '../../../renderer/state/activity.svelte.ts';
import { Photo } from '../../../renderer/state/photo.svelte.ts';
import { scriptedClient, settled } from '../support/scriptedClient.ts';

beforeEach(() => {
  vi.stubGlobal('createImageBitmap', () => Promise.resolve({ close: () => undefined }));
  return () => vi.unstubAllGlobals();
});

const picture = {
  mime: 'image/png',
  data: Uint8Array.of(1),
  width: 1,
  height: 1,
  photo: { width: 9, height: 6 },
};

function opened() {
  const script = scriptedClient();
  const activity = new Activity();
  const vanished: string[] = [];
  const photo = new Photo(script.client, activity, ({ code }) => vanished.push(code));
  return { ...script, activity, photo, vanished };
}

it('reads one photo at a time, and then the newest of those asked for meanwhile', async () => {
  const { photo, asked, last } = opened();
  for (const image of ['a', 'b', 'c']) photo.show(image);
  expect(asked.map(({ input }) => input)).toMatchObject([{ image: 'a' }]);
  last('image.photo').answer(picture);
  await settled();
  expect(asked.map(({ input }) => input)).toMatchObject([{ image: 'a' }, { image: 'c' }]);
  expect(photo.shown).toBeNull();
  last('image.photo').answer(picture);
  await settled();
  expect(photo.shown).toBe('c');
  // Its own size, which is not that of the picture that was sent.
  expect(photo.size).toEqual({ width: 9, height: 6 });
});

it('tells that the folder has gone, and of nothing else that fails', async () => {
  const { photo, vanished, last } = opened();
  for (const code of ['image-unreadable', 'folder-missing'] as const) {
    photo.show(code);
    last('image.photo').fail(new WorkbenchError(code, 'It cannot be read.'));
    await settled();
  }
  expect(vanished).toEqual(['folder-missing']);
  expect(photo.error?.code).toBe('folder-missing');
});

it('says in its place that reading it was cancelled, and that it cannot be read', async () => {
  const { photo, activity, last } = opened();
  photo.show('a');
  activity.tasks[0]?.cancel?.();
  await settled();
  expect([photo.error?.message, activity.tasks]).toEqual(['It was cancelled.', []]);
  photo.show('b');
  expect(photo.error).toBeNull();
  last('image.photo').fail(new WorkbenchError('image-unreadable', 'It is cut short.'));
  await settled();
  expect(photo.error?.message).toBe('It is cut short.');
});

it('takes the model’s view away at once where the model is another, also where the next one fails', async () => {
  const { photo, last } = opened();
  const card = (size: number) =>
    ({ id: 'net', input: { width: size, height: size } }) as unknown as ModelCard;
  photo.show('a');
  photo.showModelView(card(8));
  last('image.modelView').answer({ ...picture, tensor: Float32Array.of(1) });
  await settled();
  expect(photo.modelView?.input.width).toBe(8);
  photo.showModelView(card(8));
  expect(photo.modelView?.input.width).toBe(8);
  last('image.modelView').answer({ ...picture, tensor: Float32Array.of(1) });
  await settled();
  photo.showModelView(card(16));
  expect(photo.modelView).toBeNull();
  last('image.modelView').fail(new WorkbenchError('internal', 'The disk was away.'));
  await settled();
  expect([photo.modelView, photo.modelViewError?.message]).toEqual([null, 'The disk was away.']);
});
