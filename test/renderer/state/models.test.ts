import { expect, it } from 'vitest';
import type { ModelCard } from '../../../shared/modelCard.ts';
import { Activity } from '../../../renderer/state/activity.svelte.ts';
import { Models } from '../../../renderer/state/models.svelte.ts';
import { scriptedClient } from '../support/scriptedClient.ts';
import { MODEL } from '../support/session.ts';

const OTHER = { ref: 'model-2', name: 'other', path: '/other.onnx' };
const card = (id: string) => ({ id, layers: [], defaultLayer: 'conv' }) as unknown as ModelCard;

async function opened() {
  const script = scriptedClient();
  const activity = new Activity();
  const models = new Models(script.client, activity);
  const first = models.open(MODEL);
  script.last('model.open').answer(card('first'));
  expect(await first).toBe('opened');
  return { ...script, activity, models };
}

it('an opening that the person cancels is stopped, and the model before stays', async () => {
  const { models, activity, last } = await opened();
  const opening = models.open(OTHER);
  expect([models.opening, activity.tasks[0]?.label]).toEqual([true, 'Opening model other']);
  activity.tasks[0]?.cancel?.();
  expect(await opening).toBe('cancelled');
  expect(last('model.open').cancelled).toBe(true);
  expect([models.opening, models.error, models.entry, models.card?.id]).toEqual([
    false,
    null,
    MODEL,
    'first',
  ]);
});

it('an opening ends when another model is asked for', async () => {
  const { models, asked, last } = await opened();
  const replaced = models.open(OTHER);
  const again = models.open(MODEL);
  expect(asked.map(({ cancelled }) => cancelled)).toEqual([false, true, false]);
  expect(await replaced).toBe('replaced');
  last('model.open').answer(card('second'));
  expect(await again).toBe('opened');
  expect([models.card?.id, models.entry]).toEqual(['second', MODEL]);
});
