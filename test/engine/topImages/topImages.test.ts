import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { memoryPorts } from '../../../main/rpc/ports/memory.ts';
import { serve } from '../../../main/rpc/serve.ts';
import type { EngineJobs } from '../../../shared/api.ts';
import type { ModelCard } from '../../../shared/modelCard.ts';
import { createClient } from '../../../shared/rpc/client.ts';
import { engineContract } from '../../../shared/rpc/contract.ts';
import { TOP_IMAGES, type ChannelStatistic, type TopImagesProgress } from '../../../shared/topImages.ts';
import { createOwnEngine, type OwnEngine } from '../../support/ownEngine.ts';
import { repository } from '../../support/repository.ts';

type Event = EngineJobs['topImages']['event'];

const LAYER = 'add_6';
const CHANNELS = 192;
const SAMPLES = ['astronaut.png', 'chelsea.png', 'coffee.png', 'rocket.jpg'];
/** The same picture in eight orientations, so that images tie, and others: more than are kept of a channel. */
const SMALL = [
  ...Array.from({ length: 8 }, (_, index) => `orientation${String(index + 1)}.jpg`),
  'cmyk.jpg',
  'grey.png',
  'palette.png',
];

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
  root = await mkdtemp(path.join(tmpdir(), 'top-images-'));
  for (const name of SAMPLES)
    await copyFile(path.join(repository, 'models/samples', name), path.join(root, name));
  ({ id: folder } = await engine.service.calls['folder.add']({ path: root }));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const never = (): AbortSignal => new AbortController().signal;

function search(
  options: { resume?: boolean; layer?: string } = {},
  onEvent: (event: Event) => unknown = () => undefined,
  signal = never(),
): Promise<TopImagesProgress> {
  const input = { model: card.id, layer: LAYER, folder, resume: false, ...options };
  return engine.service.jobs.topImages(input, onEvent, signal);
}

const held = (channel: number, by: ChannelStatistic = 'maximum', layer = LAYER) =>
  engine.service.calls['topImages.held']({ model: card.id, layer, folder, channel, by });

/** The activation of a photo as an explanation has it. */
async function activationOf(name: string, layer: string): Promise<Float32Array> {
  const events: Float32Array[] = [];
  await engine.service.jobs.explain(
    {
      model: card.id,
      image: `${folder}/${name}`,
      layer,
      method: 'lift-cam',
      targets: [{ class: { rank: 1 } }],
    },
    (event) => event.kind === 'explanation' && events.push(event.explanation.activation),
    never(),
  );
  return events[0] as Float32Array;
}

describe.each([
  [LAYER, CHANNELS],
  ['hardtanh_32', 1280],
])('at %s', (layer, channels) => {
  test('finds what a loop over all photos finds, for every channel, by maximum and by mean', async () => {
    for (const name of SMALL)
      await copyFile(path.join(repository, 'test/fixtures/decode', name), path.join(root, name));
    const names = [...SAMPLES, ...SMALL].sort();
    const activations: Float32Array[] = [];
    for (const name of names) activations.push(await activationOf(name, layer));
    const area = (activations[0] as Float32Array).length / channels;
    const { done, total, failed } = await search({ layer });
    expect({ done, total, failed }).toEqual({ done: names.length, total: names.length, failed: 0 });
    for (let channel = 0; channel < channels; channel += 1) {
      const parts = activations.map((each) => each.subarray(channel * area, (channel + 1) * area));
      const statistics = {
        maximum: parts.map((part) => Math.max(...part)),
        mean: parts.map((part) => Math.fround(part.reduce((sum, value) => sum + value, 0) / area)),
      };
      for (const by of ['maximum', 'mean'] as const) {
        const ranked = names
          .map((name, index) => ({ image: `${folder}/${name}`, value: statistics[by][index] as number }))
          .sort((a, b) => b.value - a.value)
          .slice(0, TOP_IMAGES);
        expect((await held(channel, by, layer))?.images, `channel ${String(channel)} by ${by}`).toEqual(
          ranked,
        );
      }
    }
  });
});

test('streams what it has: the images so far are held while it runs', async () => {
  const seen: { done: number; total: number | null; images: number }[] = [];
  await search({}, async ({ done, total }) => {
    seen.push({ done, total, images: (await held(0))?.images.length ?? -1 });
  });
  expect(seen[0]).toEqual({ done: 0, total: null, images: 0 });
  for (const { done, images } of seen) expect(images).toBe(done);
  expect((await held(0))?.images.length).toBe(4);
});

test('nothing is held before anybody asked, and a channel that is not there is refused', async () => {
  expect(await held(0)).toBeNull();
  await search();
  await expect(held(CHANNELS)).rejects.toThrow(/there is no channel 192/);
});

test('broken images are counted and passed over, with the reason', async () => {
  const whole = await readFile(path.join(root, 'coffee.png'));
  await writeFile(path.join(root, 'b-cut-short.png'), whole.subarray(0, 2000));
  await writeFile(path.join(root, 'z-no-picture.jpg'), 'no picture');
  const progress = await search();
  expect(progress).toMatchObject({ done: 6, total: 6, failed: 2 });
  expect(progress.failures.map(({ image }) => image)).toEqual([
    `${folder}/b-cut-short.png`,
    `${folder}/z-no-picture.jpg`,
  ]);
  for (const { reason } of progress.failures) expect(reason).toMatch(/b-cut-short|z-no-picture/);
  expect((await held(7))?.images.length).toBe(4);
});

test('what is done is kept: another channel and another search cost no image, even when the photos have gone', async () => {
  await search();
  const before = await held(100);
  for (const name of SAMPLES) await rm(path.join(root, name));
  expect(await held(100)).toEqual(before);
  expect((await held(101))?.images.length).toBe(4);
  expect(await search({ resume: true })).toMatchObject({ done: 4, failed: 0 });
  // Begun anew it looks again, and there is nothing left.
  expect(await search()).toMatchObject({ done: 0, total: 0 });
});

describe('when it is cancelled', () => {
  async function cancelAfterFirst(): Promise<void> {
    const cancel = new AbortController();
    const running = search({}, ({ done }) => done > 0 && cancel.abort(), cancel.signal);
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  }

  test('it stops before the next image, keeps what it has, and goes on from there to the same end', async () => {
    await cancelAfterFirst();
    expect((await held(3))?.progress).toMatchObject({ done: 1, total: 4 });
    // It begins behind the photo that it has looked at already.
    await rm(path.join(root, SAMPLES[0] as string));
    expect(await search({ resume: true })).toMatchObject({ done: 4, failed: 0 });
    const resumed = await held(3);
    await copyFile(
      path.join(repository, 'models/samples', SAMPLES[0] as string),
      path.join(root, SAMPLES[0] as string),
    );
    await search();
    expect(await held(3)).toEqual(resumed);
  });

  test('one that goes on takes over from one that still runs', async () => {
    const outcomes: unknown[] = [];
    let second: Promise<TopImagesProgress> | undefined;
    const first = search({}, ({ done }) => {
      if (done > 0) second ??= search({ resume: true });
    });
    outcomes.push(await first.catch((error: unknown) => (error as { code: string }).code));
    outcomes.push((await second)?.done);
    expect(outcomes).toEqual(['cancelled', 4]);
    expect((await held(3))?.images.map(({ image }) => image).sort()).toEqual(
      SAMPLES.map((name) => `${folder}/${name}`),
    );
  });
});

test('an explanation asked for meanwhile comes before the next image', async () => {
  let between: Promise<{ before: number; after: number }> | undefined;
  await search({}, ({ done }) => {
    if (done === 0) return;
    between ??= activationOf('coffee.png', 'hardtanh_32').then(async () => ({
      before: done,
      after: (await held(0))?.progress.done ?? NaN,
    }));
  });
  const { before, after } = (await between) ?? { before: NaN, after: NaN };
  expect(after).toBe(before);
});

test('a folder that is not open is named', async () => {
  folder = 'no-such-folder';
  await expect(search()).rejects.toMatchObject({ code: 'folder-missing' });
});

test('over a port: progress arrives as the contract says, and a cancel is heard between two images', async () => {
  const [server, window] = memoryPorts();
  serve(server, engineContract, engine.service);
  const client = createClient(window, engineContract);
  const events: Event[] = [];
  const job = client.start('topImages', { model: card.id, layer: LAYER, folder, resume: false }, (event) => {
    events.push(event);
    if (event.done > 0) job.cancel();
  });
  await expect(job.result).rejects.toMatchObject({ code: 'cancelled' });
  expect(events.at(-1)).toMatchObject({ total: 4, failed: 0, failures: [] });
  expect(events.at(-1)?.millisecondsLeft).toBeGreaterThan(0);
  const request = { model: card.id, layer: LAYER, folder, channel: 5, by: 'mean' } as const;
  const answer = await client.call('topImages.held', request);
  expect(answer?.progress.done).toBeLessThan(4);
  expect(answer?.images.length).toBe(answer?.progress.done);
  await expect(client.call('topImages.held', { ...request, by: 'median' as 'mean' })).rejects.toMatchObject({
    code: 'input-invalid',
  });
  client.close();
});
