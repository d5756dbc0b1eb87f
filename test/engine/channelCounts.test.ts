import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeImage } from '../../main/engine/images/decode.ts';
import { preprocess } from '../../main/engine/images/preprocess.ts';
import { float32Constant, floatsOf } from '../../main/engine/onnx/constant.ts';
import { encodeModel } from '../../main/engine/onnx/serde.ts';
import { evaluateOnce } from '../../main/engine/runtime/evaluate.ts';
import type { EngineService } from '../../shared/job.ts';
import { relativeError } from '../support/golden.ts';
import { HeadModel } from '../support/headModels.ts';
import { createOwnEngine, explainOne } from '../support/ownEngine.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const SIDE = 32;
const CLASSES = 3;

let folder: string;
let engine: EngineService;
let image: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'liftcam-channels-'));
  engine = (await createOwnEngine()).service;
  const [samples] = await engine.calls['folder.list']({});
  image = `${samples?.id ?? ''}/chelsea.png`;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([
  [1, 'grey', [0.5], [0.5]],
  [3, 'rgb', [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]],
  [4, 'rgba', [0.485, 0.456, 0.406, 0], [0.229, 0.224, 0.225, 1]],
] as const)('a photo is explained by a model of %d channels', async (channels, channelOrder, mean, std) => {
  const heads = new HeadModel(['N', channels, SIDE, SIDE]);
  const weights = heads.weights(8, CLASSES);
  heads.output('features', heads.features);
  heads.output('scores', heads.builder.node('Gemm', [heads.features, weights]));
  const written = heads.model();
  const file = path.join(folder, `of ${String(channels)}.onnx`);
  await writeFile(file, encodeModel(written));

  const { ref } = await engine.calls['model.add']({ path: file });
  const card = await engine.calls['model.open']({ ref });
  expect(card.input).toMatchObject({ channels, layout: 'NCHW' });
  expect(card.preprocessing).toMatchObject({ channelOrder, mean, std });
  const targets = [{ class: { rank: 1 } }];
  const request = { model: card.id, image, targets, method: 'lift-cam' };
  const { target, alpha, exact, accurate, map } = await explainOne(engine, request);

  // With pooling and one linear layer alpha_k is the channel's mean times its weight.
  const photo = await decodeImage(path.join(ROOT, 'models/samples/chelsea.png'));
  const { tensor } = await preprocess(photo, card.preprocessing, card.input);
  if (channels === 4) expect(tensor.subarray(3 * SIDE * SIDE).every((value) => value === 1)).toBe(true);
  const feeds = new Map([['image', float32Constant([1, channels, SIDE, SIDE], tensor)]]);
  const results = await evaluateOnce(written, feeds, ['features']);
  const value = results.get('features');
  const features = Array.from((value && floatsOf(value)) ?? []);
  const constant = written.graph.constants.get(weights);
  const factors = Array.from((constant && floatsOf(constant)) ?? []);
  const expected = features.map((mean, k) => mean * (factors[k * CLASSES + target.class.index] ?? NaN));
  expect(relativeError(Array.from(alpha ?? []), expected)).toBeLessThan(1e-5);
  expect({ exact, accurate }).toEqual({ exact: true, accurate: true });
  expect(Math.max(...map.relu)).toBeGreaterThan(0);
});
