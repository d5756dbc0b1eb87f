import { expect, it } from 'vitest';
import { WorkbenchError } from '../../../shared/errors.ts';
import { Activity } from '../../../renderer/state/activity.svelte.ts';
import { Truth } from '../../../renderer/state/truth.svelte.ts';
import { explanation } from '../support/explanation.ts';
import { scriptedClient, settled } from '../support/scriptedClient.ts';

const alpha = Float32Array.of(1, 2, -0.5);
const estimate = { by: 'sampling', alpha, errors: null, seed: 7, pairs: 3, base: 0.5, score: 3 } as const;
const state = { seed: 7, pairs: 3, mean: new Float64Array(3), squares: new Float64Array(3) };
const pace = { coalitions: 12, perSecond: 40, left: 30, secondsLeft: 0.75 };

async function interrupted() {
  const script = scriptedClient();
  const truth = new Truth(script.client, new Activity(), () => ({}));
  truth.show(explanation());
  truth.seed = 7;
  const sampling = truth.start(false);
  script.last('shapley').emit({ estimate: { ...estimate }, state, ...pace });
  script.last('shapley').fail(new WorkbenchError('engine-restarted', 'The engine has ended.'));
  await sampling;
  await settled();
  return { ...script, truth };
}

it('keeps what was sampled when the engine ends, and goes on from it in the next one', async () => {
  const { truth, last } = await interrupted();
  expect([truth.state, truth.error, truth.known?.pairs]).toEqual(['interrupted', null, 3]);
  truth.show(explanation({ id: 'anew' }));
  expect(truth.known?.pairs).toBe(3);
  void truth.start(true);
  expect(last('shapley').input).toMatchObject({ explanation: 'anew', seed: 7, resume: true, from: state });
});

it('begins anew without it, for the same game or for another', async () => {
  const { truth, last } = await interrupted();
  truth.show(explanation({ id: 'other', layer: 'other' }));
  void truth.start(true);
  expect(last('shapley').input).not.toHaveProperty('from');
});
