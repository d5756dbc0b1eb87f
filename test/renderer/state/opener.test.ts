import { beforeEach, expect, it, vi } from 'vitest';
import type { ModelCard } from '../../../shared/modelCard.ts';
import { Theme } from '../../../renderer/state/theme.svelte.ts';
import { Workbench } from '../../../renderer/state/workbench.svelte.ts';
import { scriptedClient, settled } from '../support/scriptedClient.ts';
import { MODEL } from '../support/session.ts';

const OTHER = { ref: 'model-2', name: 'other', path: '/other.onnx' };
const CARD = { id: 'hash', layers: [], defaultLayer: 'conv' } as unknown as ModelCard;

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }));
  vi.stubGlobal('document', { documentElement: { dataset: {} } });
  return () => vi.unstubAllGlobals();
});

/** The models that are asked for once the opening of `entry` over an open one is cancelled. */
async function askedFor(entry: typeof MODEL): Promise<unknown[]> {
  const { client, asked, last } = scriptedClient();
  const { activity, opener } = new Workbench(client, new Theme());
  const first = opener.model(MODEL);
  last('model.open').answer(CARD);
  await first;
  void opener.model(entry);
  activity.tasks.find(({ label }) => label === `Opening model ${entry.name}`)?.cancel?.();
  await settled();
  return asked.filter(({ name }) => name === 'model.open').map(({ input }) => input);
}

it('goes back to the model before when the opening of another is cancelled', async () => {
  expect(await askedFor(OTHER)).toEqual([{ ref: 'model-1' }, { ref: 'model-2' }, { ref: 'model-1' }]);
});

it('shows the model as it is open once other settings of it were cancelled', async () => {
  const { client, last } = scriptedClient();
  const { models, opener } = new Workbench(client, new Theme());
  const first = opener.model(MODEL);
  last('model.open').answer(CARD);
  await first;
  const same = opener.asItIsOpen();
  last('model.open').answer({ ...CARD });
  await same;
  expect(models.card).toBe(CARD);
  const taken = { ...CARD, labels: ['other'] };
  const other = opener.asItIsOpen();
  last('model.open').answer(taken);
  await other;
  expect(models.card).toBe(taken);
});

it('stays with the model when opening the same one anew is cancelled', async () => {
  expect(await askedFor(MODEL)).toEqual([{ ref: 'model-1' }, { ref: 'model-1' }]);
});
