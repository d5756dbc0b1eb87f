import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { EngineJobs } from '../../shared/api.ts';
import type { ModelCard } from '../../shared/modelCard.ts';
import type { ClassScore } from '../../shared/result.ts';
import { createOwnEngine, type OwnEngine } from '../support/ownEngine.ts';
import { repository } from '../support/repository.ts';

type Event = EngineJobs['folder.predict']['event'];

const SAMPLES = ['astronaut.png', 'chelsea.png', 'coffee.png', 'rocket.jpg'];

let engine: OwnEngine;
let card: ModelCard;
let root: string;
let folder: string;

beforeAll(async () => {
  engine = await createOwnEngine();
  const [model] = await engine.service.calls['model.list']({});
  card = await engine.service.calls['model.open']({ ref: model?.ref ?? '' });
});
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'predictions-'));
  for (const name of SAMPLES) await putSample(name, name);
  await writeFile(path.join(root, 'torn.jpg'), 'no picture');
  ({ id: folder } = await engine.service.calls['folder.add']({ path: root }));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const putSample = (sample: string, name: string) =>
  copyFile(path.join(repository, 'models/samples', sample), path.join(root, name));

async function predict(
  onEvent: (event: Event) => unknown = () => undefined,
  signal = new AbortController().signal,
  known?: string[],
): Promise<{
  events: Event[];
  result: EngineJobs['folder.predict']['result'];
  top: Map<string, ClassScore>;
}> {
  const events: Event[] = [];
  const hear = (event: Event) => {
    events.push(event);
    return onEvent(event);
  };
  const result = await engine.service.jobs['folder.predict']({ model: card.id, folder, known }, hear, signal);
  const all = events.flatMap(({ predictions }) => predictions);
  return { events, result, top: new Map(all.map(({ image, top }) => [image.split('/')[1] ?? '', top])) };
}

test('predicts what an explanation predicts, names what is broken, and streams', async () => {
  const { events, result, top } = await predict();
  expect(result).toEqual({
    predicted: 4,
    broken: 1,
    failures: [{ image: `${folder}/torn.jpg`, reason: expect.stringContaining('torn.jpg') as string }],
  });
  expect([...top.keys()]).toEqual(SAMPLES);
  for (const name of SAMPLES) {
    const { prediction } = await engine.explain(name, card.defaultLayer);
    expect(top.get(name)?.index).toBe(prediction.top[0]?.index);
    expect(top.get(name)?.label).toBe(prediction.top[0]?.label);
    expect(top.get(name)?.probability).toBeCloseTo(prediction.top[0]?.probability ?? NaN, 5);
  }
  expect(events[0]).toEqual({ done: 0, total: 5, millisecondsLeft: null, predictions: [] });
  expect(events.at(-1)).toMatchObject({ done: 5, total: 5, millisecondsLeft: 0 });
  const done = events.map((event) => event.done);
  expect(done).toEqual([...done].sort((a, b) => a - b));
});

test('passes over what the window knows already, and counts it', async () => {
  const known = [`${folder}/chelsea.png`, `${folder}/coffee.png`];
  const { events, result, top } = await predict(undefined, undefined, known);
  expect(result).toMatchObject({ predicted: 4, broken: 1 });
  expect([...top.keys()]).toEqual(['astronaut.png', 'rocket.jpg']);
  expect(events[0]).toMatchObject({ done: 2, total: 5 });
});

test('is kept: the next time comes at once, but for what has changed', async () => {
  await predict();
  const again = await predict();
  expect(again.events[0]?.predictions).toHaveLength(4);
  await putSample('chelsea.png', 'coffee.png');
  const { events, top } = await predict();
  expect(events[0]?.predictions.map(({ image }) => image.split('/')[1])).toEqual(
    SAMPLES.filter((name) => name !== 'coffee.png'),
  );
  expect(top.get('coffee.png')).toEqual(top.get('chelsea.png'));
});

test('stops before the next image when it is cancelled, and goes on from there', async () => {
  const controller = new AbortController();
  const stopAtFirst = ({ predictions }: Event) => {
    if (predictions.length > 0) controller.abort();
  };
  await expect(predict(stopAtFirst, controller.signal)).rejects.toMatchObject({ code: 'cancelled' });
  const { events, result } = await predict();
  expect(events[0]?.predictions.map(({ image }) => image.split('/')[1])).toEqual(['astronaut.png']);
  expect(result).toMatchObject({ predicted: 4, broken: 1 });
});

test('gives way to an explanation that is asked for meanwhile', async () => {
  const order: string[] = [];
  let explaining: Promise<unknown> = Promise.resolve();
  await predict(({ done }) => {
    order.push(`predicted ${String(done)}`);
    if (done !== 1) return;
    explaining = engine.explain('rocket.jpg', 'add_6').then(() => order.push('explained'));
  });
  await explaining;
  expect(order.indexOf('explained')).toBe(order.indexOf('predicted 1') + 1);
});

test('says that the folder has gone', async () => {
  await rm(root, { recursive: true });
  await expect(predict()).rejects.toMatchObject({ code: 'folder-missing' });
});
