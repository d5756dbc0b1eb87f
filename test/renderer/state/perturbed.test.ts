import { expect, it } from 'vitest';
import { WorkbenchError } from '../../../shared/errors.ts';
import { Activity } from '../../../renderer/state/activity.svelte.ts';
import { Perturbed } from '../../../renderer/state/perturbed.svelte.ts';
import { scriptedClient, settled } from '../support/scriptedClient.ts';

it('asks once more for the picture that could not be had', async () => {
  const { client, asked, last } = scriptedClient();
  const perturbed = new Perturbed(client, new Activity());
  const request = { explanation: 'first', kind: 'deletion', ranking: 'map', seed: 0 } as const;
  perturbed.show({ request }, 3);
  last('curve.image').fail(new WorkbenchError('image-unreadable', 'The photo has gone.'));
  await settled();
  expect(perturbed.error?.message).toBe('The photo has gone.');
  perturbed.again();
  expect(asked.map(({ input }) => input)).toEqual([
    { ...request, at: 3 },
    { ...request, at: 3 },
  ]);
  perturbed.clear();
  perturbed.again();
  expect(asked).toHaveLength(2);
});

it('says in its place that the person stopped a picture', async () => {
  const { client } = scriptedClient();
  const activity = new Activity();
  const perturbed = new Perturbed(client, activity);
  perturbed.show({ request: { explanation: 'first', kind: 'deletion', ranking: 'map', seed: 0 } }, 3);
  activity.tasks[0]?.cancel?.();
  await settled();
  expect([perturbed.bitmap, perturbed.error?.message]).toEqual([null, 'It was cancelled.']);
});
