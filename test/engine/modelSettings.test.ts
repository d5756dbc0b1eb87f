import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine } from '../../main/engine/engine.ts';
import { encodeModel } from '../../main/engine/onnx/serde.ts';
import type { EngineService } from '../../shared/job.ts';
import type { ModelCard } from '../../shared/modelCard.ts';
import { twoHeads } from '../support/headModels.ts';

const ROOT = path.join(import.meta.dirname, '../..');

let folder: string;
let settingsFolder: string;
let ref: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'liftcam-settings-'));
  settingsFolder = path.join(folder, 'kept');
  await writeFile(path.join(folder, 'two-heads.onnx'), encodeModel(twoHeads()));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function startEngine(): Promise<EngineService> {
  return createEngine({
    bundledModel: path.join(ROOT, 'models/efficientnet-lite0'),
    samples: path.join(ROOT, 'models/samples'),
    provider: 'cpu',
    threads: 1,
    version: '0.0.0-test',
    settingsFolder,
  });
}

/** An engine as it starts anew, with the two-headed model open. */
async function start(): Promise<{ calls: EngineService['calls']; card: ModelCard; image: string }> {
  const { calls } = await startEngine();
  ({ ref } = await calls['model.add']({ path: path.join(folder, 'two-heads.onnx') }));
  const card = await calls['model.open']({ ref });
  const [samples] = await calls['folder.list']({});
  return { calls, card, image: `${samples?.id ?? ''}/chelsea.png` };
}

describe('settings of a model', () => {
  test('are tried on a photo and leave no trace', async () => {
    const { calls, card, image } = await start();
    const preview = (settings: object) => calls['model.preview']({ model: card.id, image, settings });
    const usual = await preview({});
    expect(usual.preprocessing).toEqual(card.preprocessing);
    expect(usual.photo?.view).toMatchObject({ width: 224, height: 224 });
    const dark = await preview({ preprocessing: { ...card.preprocessing, mean: [0.9, 0.9, 0.9] } });
    expect(dark.photo?.top[0]?.logit).not.toBe(usual.photo?.top[0]?.logit);
    expect(dark.photo?.view.data).toEqual(usual.photo?.view.data);
    const named = await preview({ labels: ['a', 'b', 'c'], activation: 'sigmoid' });
    const top = named.photo?.top[0];
    expect(['a', 'b', 'c']).toContain(top?.label);
    expect(top?.probability).toBeCloseTo(1 / (1 + Math.exp(-(top?.logit ?? 0))), 5);
    const other = await preview({ output: 'features', size: { height: 64, width: 64 } });
    expect([other.output.classes, other.photo?.view.height]).toEqual([8, 64]);
    expect((await calls['model.settings']({ model: card.id })).settings).toEqual({});
    expect(await calls['model.open']({ ref })).toBe(card);
  });

  test('that do not fit are refused, and nothing changes', async () => {
    const { calls, card, image } = await start();
    for (const settings of [
      { labels: ['one'] },
      { output: 'nothing' },
      { preprocessing: { ...card.preprocessing, mean: [0, 0] } },
    ]) {
      const refused = { code: 'input-invalid' };
      await expect(calls['model.preview']({ model: card.id, image, settings })).rejects.toMatchObject(
        refused,
      );
      await expect(calls['model.configure']({ model: card.id, settings })).rejects.toMatchObject(refused);
    }
    expect(await calls['model.open']({ ref })).toBe(card);
  });

  test('are cancelled, and nothing changes; what was read half way does not spoil the next preview', async () => {
    const { calls, card, image } = await start();
    const settings = { output: 'features', size: { height: 64, width: 64 } };
    const stop = new AbortController();
    const previews = [image, null].map((photo) =>
      calls['model.preview']({ model: card.id, image: photo, settings }, stop.signal),
    );
    const configuring = calls['model.configure']({ model: card.id, settings }, stop.signal);
    stop.abort();
    const reason = { reason: { code: 'cancelled' } };
    expect(await Promise.allSettled([...previews, configuring])).toMatchObject([reason, reason, reason]);
    expect((await calls['model.settings']({ model: card.id })).settings).toEqual({});
    expect(await calls['model.open']({ ref })).toBe(card);
    const again = await calls['model.preview']({ model: card.id, image, settings });
    expect(again.output.classes).toBe(8);
  });

  test('are kept for the next start, whole, and taken away again', async () => {
    const first = await start();
    const settings = { labels: ['a', 'b', 'c'], size: { height: 96, width: 64 } };
    const card = await first.calls['model.configure']({ model: first.card.id, settings });
    expect(card).toMatchObject({ labels: ['a', 'b', 'c'], labelsSource: 'the model settings' });
    expect(card.input).toMatchObject({ height: 96, width: 64, open: true });
    expect(await readdir(settingsFolder)).toEqual([`${card.sha256}.json`]);

    const second = await start();
    expect(second.card.labels).toEqual(['a', 'b', 'c']);
    expect(second.card.input).toMatchObject({ height: 96, width: 64 });
    const reset = await second.calls['model.configure']({ model: card.id, settings: {} });
    expect(reset.labels).toEqual(['0', '1', '2']);
    expect(await readdir(settingsFolder)).toEqual([]);
  });

  test('that are broken on disk are passed over and named', async () => {
    const { card } = await start();
    const file = path.join(settingsFolder, `${card.sha256}.json`);
    await writeFile(file, '{"labels": [1]}');
    const { card: again } = await start();
    expect(again.labels).toEqual(['0', '1', '2']);
    expect(again.warnings.join()).toContain(`${file} cannot be used: labels.0`);
    expect(await readFile(file, 'utf8')).toBe('{"labels": [1]}');
    await rm(file);
  });

  test('give way to what a command line says, until something else is set', async () => {
    const { calls, card } = await start();
    await calls['model.configure']({ model: card.id, settings: { labels: ['a', 'b', 'c'] } });
    const labels = path.join(folder, 'said.txt');
    await writeFile(labels, 'one\ntwo\nthree\n');
    const size = { height: 64, width: 64 };
    const engine = await startEngine();
    const add = (wish: object) =>
      engine.calls['model.add']({ path: path.join(folder, 'two-heads.onnx'), wish });
    await expect(add({ labels: '/no/such.txt' })).rejects.toMatchObject({ code: 'input-invalid' });
    await add({ labels, size });
    const said = await engine.calls['model.open']({ ref });
    expect(said.labels).toEqual(['one', 'two', 'three']);
    expect(said.input).toMatchObject(size);
    const kept = async () => (await engine.calls['model.settings']({ model: said.id })).settings;
    expect(await kept()).toEqual({ labels: ['one', 'two', 'three'], size });
    const set = await engine.calls['model.configure']({ model: said.id, settings: {} });
    expect(set.labels).toEqual(['0', '1', '2']);
    expect(await kept()).toEqual({});
  });

  test('may come from a preset that the input can take', async () => {
    const { calls, card } = await start();
    const { presets } = await calls['model.settings']({ model: card.id });
    expect(presets.find(({ name }) => name === 'inception_v3')).toMatchObject({
      size: { height: 299, width: 299 },
      preprocessing: { resize: { shortestEdge: 342 }, crop: { height: 299, width: 299 } },
    });
    const bundled = await calls['model.open']({ ref: (await calls['model.list']({}))[0]?.ref ?? '' });
    const fitting = (await calls['model.settings']({ model: bundled.id })).presets;
    expect(fitting.map(({ name }) => name)).toContain('resnet50_v2');
    expect(fitting.map(({ name }) => name)).not.toContain('inception_v3');
  });
});
