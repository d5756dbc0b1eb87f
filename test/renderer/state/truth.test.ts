import { beforeEach, describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../shared/errors.ts';
import { Activity } from '../../../renderer/state/activity.svelte.ts';
import { paceWords } from '../../../renderer/screens/truth/truthWords.ts';
import { Truth } from '../../../renderer/state/truth.svelte.ts';
import { explanation } from '../support/explanation.ts';
import { scriptedClient, settled } from '../support/scriptedClient.ts';

const alpha = Float32Array.of(1, 2, -0.5);
const estimate = { by: 'sampling', alpha, errors: null, seed: 7, pairs: 3, base: 0.5, score: 3 } as const;
const state = {
  game: 'game',
  seed: 7,
  pairs: 3,
  mean: new Float64Array(3),
  squares: new Float64Array(3),
};
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

it('shows how far sampling has come, and how long it takes yet', () => {
  const { client, last } = scriptedClient();
  const activity = new Activity();
  const truth = new Truth(client, activity, () => ({}));
  truth.show(explanation());
  void truth.start(false);
  last('shapley').emit({ estimate: { ...estimate }, state, ...pace });
  expect(activity.tasks[0]).toMatchObject({ progress: 12 / 42, left: 750 });
});

it('begins anew without it, for the same game or for another', async () => {
  const { truth, last } = await interrupted();
  truth.show(explanation({ id: 'other', layer: 'other' }));
  void truth.start(true);
  expect(last('shapley').input).not.toHaveProperty('from');
});

it('asks what is held of another photo under the same name', async () => {
  const { truth, last } = await interrupted();
  const prediction = { ...explanation().prediction, logits: Float32Array.of(2.9) };
  truth.show(explanation({ id: 'edited', prediction }));
  expect(truth.known).toBeNull();
  expect(last('shapley.held').input).toEqual({ explanation: 'edited' });
});

it('asks once more for what is held where that failed, and starts nothing', async () => {
  const { client, last, asked } = scriptedClient();
  const truth = new Truth(client, new Activity(), () => ({}));
  truth.show(explanation());
  last('shapley.held').fail(new WorkbenchError('internal', 'The engine failed.'));
  await settled();
  expect(truth.error).not.toBeNull();
  const again = truth.again();
  last('shapley.held').answer({ ...estimate });
  await again;
  expect([truth.error, truth.known?.pairs]).toEqual([null, 3]);
  expect(asked.map(({ name }) => name)).not.toContain('shapley');
});

it('goes on where sampling failed', async () => {
  const { client, last } = scriptedClient();
  const truth = new Truth(client, new Activity(), () => ({}));
  truth.show(explanation());
  const sampling = truth.start(false);
  last('shapley').emit({ estimate: { ...estimate }, state, ...pace });
  last('shapley').fail(new WorkbenchError('internal', 'The engine failed.'));
  await sampling;
  void truth.again();
  expect(last('shapley').input).toMatchObject({ resume: true, from: state });
});

describe('how long sampling takes is told before it starts', () => {
  const { client, last } = scriptedClient();
  let truth: Truth;
  const estimateOf = (milliseconds: number) => [
    { method: 'shap-cam', passes: { head: 1, model: 0 }, milliseconds },
  ];

  beforeEach(async () => {
    truth = new Truth(client, new Activity(), () => ({}));
    truth.show(explanation());
    last('shapley.held').answer(null);
    await settled();
  });

  it('as long as SHAP-CAM of as many permutations', async () => {
    truth.permutations = 199;
    truth.expect();
    expect(last('method.estimates').input).toEqual({
      model: 'model',
      layer: 'conv',
      methods: [{ method: 'shap-cam', params: { permutations: 200 } }],
    });
    expect(paceWords(truth)).toBe('');
    last('method.estimates').answer(estimateOf(12_000));
    await settled();
    expect(paceWords(truth)).toBe('Takes about 12 s');
  });

  it('not of another photo, nor once it is started, nor where the end is open', async () => {
    truth.expect();
    last('method.estimates').answer(estimateOf(12_000));
    await settled();
    truth.show(explanation({ id: 'second', image: 'folder/other.png' }));
    expect(truth.expected).toBeNull();
    truth.expect();
    void truth.start(false);
    last('method.estimates').answer(estimateOf(5000));
    await settled();
    expect(truth.expected).toBeNull();
    truth.stop();
    truth.ending = 'never';
    truth.expect();
    await settled();
    expect(truth.expected).toBeNull();
  });

  it('without an answer nothing is told', async () => {
    truth.expect();
    last('method.estimates').fail(new WorkbenchError('layer-unknown', 'No such layer.'));
    await settled();
    expect(truth.expected).toBeNull();
    expect(truth.error).toBeNull();
  });
});
