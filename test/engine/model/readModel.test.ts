import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ActivationSession } from '../../../main/engine/activationSession.ts';
import { readClassifier } from '../../../main/engine/classifier.ts';
import { findModelFile } from '../../../main/engine/model/modelFile.ts';
import { readModel, type Limits } from '../../../main/engine/model/readModel.ts';
import type { Model } from '../../../main/engine/onnx/ir.ts';
import { encodeModel } from '../../../main/engine/onnx/serde.ts';
import { evaluateOnce } from '../../../main/engine/runtime/evaluate.ts';
import { goldenInput, goldenPath, manifest, relativeError, type GoldenCase } from '../../support/golden.ts';

const IN_MEMORY: Limits = { model: Infinity, weight: Infinity };
/** Every weight of 64 bytes or more stays in its file. */
const IN_PLACE: Limits = { model: 0, weight: 64 };

const files = Object.values(manifest.models).flatMap(({ variants }) =>
  Object.values(variants).map((each) => each.file),
);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'liftcam-read-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(file: string, limits: Limits) {
  return readModel(await findModelFile(file), limits);
}

test.each(files)('%s is the same model with its weights left in the file', async (file) => {
  const [held, stored] = [await read(goldenPath(file), IN_MEMORY), await read(goldenPath(file), IN_PLACE)];
  expect(stored.sha256).toBe(held.sha256);
  expect(held.sha256).toBe(
    createHash('sha256')
      .update(await readFile(goldenPath(file)))
      .digest('hex'),
  );
  expect(stored.model.graph.nodes.map((node) => node.outputs)).toEqual(
    held.model.graph.nodes.map((node) => node.outputs),
  );
  for (const [name, constant] of held.model.graph.constants) {
    const other = stored.model.graph.constants.get(name);
    expect(other?.place === undefined).toBe(constant.bytes.length < 64);
    expect(other?.dims).toEqual(constant.dims);
    expect(Buffer.compare(other?.bytes ?? new Uint8Array(), constant.bytes)).toBe(0);
  }
});

/** The large weights of a model moved into two files beside it, at offsets that leave gaps. */
async function withExternalData(model: Model, name: string): Promise<string> {
  const parts: Uint8Array[][] = [[], []];
  const sizes = [7, 64];
  const places = new Map<Uint8Array, { readonly location: string; readonly offset: number }>();
  for (const [index, { bytes }] of [...model.graph.constants.values()].entries()) {
    const part = index % 2;
    places.set(bytes, { location: `${name}.${String(part)}.bin`, offset: sizes[part] as number });
    parts[part]?.push(bytes, new Uint8Array(5));
    sizes[part] = (sizes[part] as number) + bytes.length + 5;
  }
  for (const [part, some] of parts.entries()) {
    const gap = new Uint8Array(part === 0 ? 7 : 64).fill(0xff);
    await writeFile(path.join(folder, `${name}.${String(part)}.bin`), Buffer.concat([gap, ...some]));
  }
  const constants = new Map(
    [...model.graph.constants].map(([key, { dtype, dims, bytes }]) => {
      const { location, offset } = places.get(bytes) as { location: string; offset: number };
      const file = { path: location, check: () => undefined, read: () => bytes };
      return [key, { dtype, dims, bytes, place: { file, offset, length: bytes.length } }];
    }),
  );
  const encoded = encodeModel({ ...model, graph: { ...model.graph, constants } }, ({ file }) => file.path);
  const target = path.join(folder, `${name}.onnx`);
  await writeFile(target, encoded);
  return target;
}

async function explanation(file: string, golden: GoldenCase, limits: Limits) {
  const { model } = await read(file, limits);
  const classifier = await readClassifier(model, evaluateOnce);
  const session = new ActivationSession(classifier, golden.target, { provider: 'cpu', threads: 1 });
  const point = await session.forward(goldenInput(golden));
  const seed = Float32Array.from({ length: session.head.classes }, (_, i) => (i === golden.class ? 1 : 0));
  const [row] = await session.explain('lift', point, [seed], true);
  const [logits] = await session.logits(point, point.activation, 1);
  await session.release();
  return { alpha: row?.alpha ?? [], multiplier: row?.multiplier ?? [], logits: logits ?? [] };
}

describe.each(['vgg-mini', 'resnet-mini', 'convnext-mini', 'efficientnet-mini'])('%s', (model) => {
  const golden = manifest.cases.find((each) => each.model === model) as GoldenCase;

  test('is explained alike from memory, from its file, and from several files beside it', async () => {
    const file = goldenPath(golden.onnx);
    const held = await explanation(file, golden, IN_MEMORY);
    const apart = await withExternalData((await read(file, IN_MEMORY)).model, model);
    for (const other of [
      await explanation(file, golden, IN_PLACE),
      await explanation(apart, golden, IN_PLACE),
      await explanation(apart, golden, IN_MEMORY),
    ]) {
      expect(relativeError(other.logits, held.logits)).toBeLessThan(1e-5);
      expect(relativeError(other.alpha, held.alpha)).toBeLessThan(1e-4);
      expect(relativeError(other.multiplier, held.multiplier)).toBeLessThan(1e-4);
    }
  });
});

test('weights beside the model are part of what it is called', async () => {
  const { model } = await read(goldenPath('models/vgg-mini.dy18.onnx'), IN_MEMORY);
  const apart = await withExternalData(model, 'named');
  const before = (await read(apart, IN_PLACE)).sha256;
  const weights = path.join(folder, 'named.0.bin');
  const bytes = await readFile(weights);
  bytes[40] = (bytes[40] as number) ^ 1;
  await writeFile(weights, bytes);
  expect((await read(apart, IN_PLACE)).sha256).not.toBe(before);
});

test('a file that changes while the model is open is told, and what it would give is not', async () => {
  const golden = manifest.cases.find((each) => each.model === 'vgg-mini') as GoldenCase;
  const file = path.join(folder, 'changing.onnx');
  await copyFile(goldenPath(golden.onnx), file);
  const { model } = await read(file, IN_PLACE);
  const session = new ActivationSession(await readClassifier(model, evaluateOnce), golden.target, {
    provider: 'cpu',
  });
  await session.forward(goldenInput(golden));
  await utimes(file, 1, 1);
  const changed = `The model's file '${file}' has changed since the model was opened. Open the model again.`;
  await expect(session.forward(goldenInput(golden))).rejects.toThrow(changed);
  await rm(file);
  await expect(session.forward(goldenInput(golden))).rejects.toThrow(/has gone since the model was opened/);
  await session.release();
});
