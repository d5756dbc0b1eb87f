import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { EngineJobs } from '../../shared/api.ts';
import type { EngineService } from '../../shared/job.ts';
import type { Explanation } from '../../shared/result.ts';
import { isExact, largestError, type ShapleyEstimate } from '../../shared/shapley.ts';
import { relativeError } from '../support/golden.ts';
import { createOwnEngine, explainOne } from '../support/ownEngine.ts';

const ROOT = path.join(import.meta.dirname, '../..');
type Event = EngineJobs['shapley']['event'];

let engine: EngineService;

beforeAll(async () => {
  engine = (await createOwnEngine()).service;
});

const never = (): AbortSignal => new AbortController().signal;
const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0);

/** An explanation of a bundled photo by a golden model. */
async function explained(model: string, method = 'lift-cam'): Promise<Explanation> {
  const { ref } = await engine.calls['model.add']({ path: path.join(ROOT, 'test/golden/models', model) });
  const card = await engine.calls['model.open']({ ref });
  const [folder] = await engine.calls['folder.list']({});
  const targets = [{ class: { rank: 1 } }];
  return explainOne(engine, { model: card.id, image: `${folder?.id ?? ''}/chelsea.png`, method, targets });
}

function shapley(
  { id: explanation }: Explanation,
  options: Partial<EngineJobs['shapley']['input']>,
  onEvent: (event: Event) => void = () => undefined,
  signal = never(),
): Promise<ShapleyEstimate> {
  const input = { explanation, seed: 0, goal: {}, resume: false, ...options };
  return engine.jobs.shapley(input, onEvent, signal);
}

describe('sampling a game of 48 channels', () => {
  let explanation: Explanation;
  beforeAll(async () => {
    explanation = await explained('vgg-mini.dy18.onnx');
  });
  const held = () => engine.calls['shapley.held']({ explanation: explanation.id });

  test('nothing is held before it begins, and there is nothing to go on from', async () => {
    expect(await held()).toBeNull();
    await expect(shapley(explanation, { resume: true })).rejects.toThrow(/^No sampling is held/);
  });

  test('ends at its number of pairs, adds up, and is held for whichever method explains', async () => {
    const events: Event[] = [];
    const estimate = await shapley(explanation, { goal: { pairs: 40 } }, (event) => events.push(event));
    expect(estimate).toMatchObject({ by: 'sampling', pairs: 40, seed: 0 });
    expect(isExact(estimate)).toBe(false);
    expect(Math.abs(sum(estimate.alpha) - (explanation.score - explanation.base))).toBeLessThan(1e-4);
    expect(largestError(estimate)).toBeGreaterThan(0);
    expect(events[0]?.estimate.errors).toBeNull();
    for (const { coalitions, left } of events) expect(coalitions + (left ?? NaN)).toBe(40 * 2 * 47);
    const other = await explained('vgg-mini.dy18.onnx', 'grad-cam');
    expect(await engine.calls['shapley.held']({ explanation: other.id })).toEqual(estimate);
    explanation = other;
  });

  test('when cancelled it keeps what is done, and goes on as if it had never stopped', async () => {
    const controller = new AbortController();
    const started = shapley(
      explanation,
      { seed: 3 },
      ({ estimate }) => {
        if (estimate.pairs > 3) controller.abort();
      },
      controller.signal,
    );
    await expect(started).rejects.toThrow(/cancelled/);
    const kept = await held();
    expect(kept?.pairs).toBeGreaterThan(3);
    await expect(shapley(explanation, { seed: 4, resume: true })).rejects.toThrow(/has seed 3/);
    const goal = { pairs: (kept?.pairs ?? 0) + 20 };
    const resumed = await shapley(explanation, { seed: 3, goal, resume: true });
    expect(resumed).toEqual(await shapley(explanation, { seed: 3, goal }));
  });

  test('goes on from what was told, where the engine that held it has ended', async () => {
    const controller = new AbortController();
    let told: Event['state'] = null;
    const hear = ({ state }: Event) => {
      told = state;
      if ((state?.pairs ?? 0) > 3) controller.abort();
    };
    await expect(shapley(explanation, { seed: 5 }, hear, controller.signal)).rejects.toThrow(/cancelled/);
    const from = told as Event['state'];
    await explained('tiny-shap-8.dy18.onnx');
    // Opened anew, it is another game: nothing is held of it.
    explanation = await explained('vgg-mini.dy18.onnx');
    expect(await held()).toBeNull();
    const goal = { pairs: (from?.pairs ?? 0) + 10 };
    const resume = { seed: 5, goal, resume: true };
    const short = from && { ...from, mean: from.mean.slice(1) };
    await expect(shapley(explanation, { ...resume, ...(short && { from: short }) })).rejects.toThrow(
      /^No sampling/,
    );
    const stranger = from && { ...from, game: 'another' };
    await expect(shapley(explanation, { ...resume, ...(stranger && { from: stranger }) })).rejects.toThrow(
      /^No sampling/,
    );
    await shapley(explanation, { seed: 6, goal: { pairs: 2 } });
    const resumed = await shapley(explanation, { ...resume, ...(from && { from }) });
    expect(resumed).toEqual(await shapley(explanation, { ...resume, resume: false }));
  });

  test('begun anew with the same seed it loses nothing that is done', async () => {
    const before = await held();
    const few = await shapley(explanation, { seed: 5, goal: { pairs: 2 } });
    expect(few.pairs).toBe(2);
    expect(await held()).toEqual(before);
    await shapley(explanation, { seed: 6, goal: { pairs: 2 } });
    expect(await held()).toMatchObject({ seed: 6, pairs: 2 });
  });

  test('ends at a standard error, and never before thirty pairs', async () => {
    const rough = await shapley(explanation, { goal: { error: 1e6 } });
    expect(rough.pairs).toBe(30);
    const error = 0.7 * (largestError(rough) ?? NaN);
    const fine = await shapley(explanation, { goal: { error } });
    expect(largestError(fine)).toBeLessThanOrEqual(error);
    expect(fine.pairs).toBeGreaterThan(30);
  });
});

test('up to 16 channels every coalition is run, on affine heads none', async () => {
  const few = await shapley(await explained('tiny-shap-8.dy18.onnx'), {});
  expect(few).toMatchObject({ by: 'enumeration', pairs: 0 });
  expect(largestError(few)).toBe(0);
  const explanation = await explained('mobilenetv2-mini.dy18.onnx');
  const affine = await shapley(explanation, {});
  expect(affine.by).toBe('closed-form');
  expect(relativeError(affine.alpha, explanation.alpha ?? [])).toBeLessThan(1e-5);
  expect(await engine.calls['shapley.held']({ explanation: explanation.id })).toEqual(affine);
});
