import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelCard } from '../../../shared/modelCard.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ActivationSession } from '../../../main/engine/activationSession.ts';
import { readExplainer } from '../../../main/engine/explainerFile/readExplainer.ts';
import { exportExplainer } from '../../../main/engine/explainerFile/exportExplainer.ts';
import { saveExplainer } from '../../../main/engine/explainerFile/saveExplainer.ts';
import { openModel, type OpenModel } from '../../../main/engine/model/openModel.ts';
import { encodeModelFiles } from '../../../main/engine/onnx/externalWeights.ts';
import type { Model } from '../../../main/engine/onnx/ir.ts';
import { writeFiles } from '../../../main/engine/writeFiles.ts';
import { goldenInput, goldenPath, manifest, relativeError, type GoldenCase } from '../../support/golden.ts';
import { oneHot } from '../../support/goldenSessions.ts';
import { repository } from '../../support/repository.ts';

const CHOICE = { provider: 'cpu', statuses: [] } as const;
const VERSION = '0.0.0-test';
const BUNDLED = join(repository, 'models', 'efficientnet-lite0');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'explainer-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (path: string) => openModel(path, CHOICE, 1);

/** Exports a model at a layer and opens the file. */
async function reopen(model: OpenModel, layer?: string): Promise<OpenModel> {
  const path = join(folder, 'explainer.onnx');
  await saveExplainer(model, { layer, method: 'lift-cam', version: VERSION }, path);
  return open(path);
}

/** LIFT of one class, and the value of a coalition. */
async function numbersAt(session: ActivationSession, image: Float32Array, index: number) {
  const point = await session.forward(image);
  const [row] = await session.explain('lift', point, [oneHot(index, session.head.classes)], true);
  const absent = point.activation.slice().fill(0, 0, point.activation.length / 2);
  const [coalition] = await session.logits(point, absent, 1);
  return { ...row, coalition };
}

async function expectSameNumbers(first: ActivationSession, second: ActivationSession, image: Float32Array) {
  const [before, after] = [await numbersAt(first, image, 1), await numbersAt(second, image, 1)];
  for (const name of ['logits', 'alpha', 'signed', 'multiplier', 'coalition'] as const)
    expect(relativeError(after[name] ?? [], before[name] ?? [NaN]), name).toBeLessThan(1e-5);
}

/** Heads that are affine, not linear, written by the other exporter, no cut, channels last, behind a softmax, with a norm. */
const CASES = [
  ['vgg-mini.ts13.onnx', 0],
  ['efficientnet-mini.dy18.onnx', 0],
  ['resnet-mini', 'inside'],
  ['-nhwc', 0],
  ['-softmax', 0],
  ['convnext-mini.dy18.onnx', 0],
] as const;

function caseOf([file, target]: (typeof CASES)[number]): GoldenCase {
  const found = manifest.cases.find(
    (each) => each.onnx.includes(file) && (target === 0 || each.id.includes(target)),
  );
  if (!found) throw new Error(`no case of ${file}`);
  return found;
}

describe.each(CASES.map((each) => [each.join(' '), each] as const))('%s', (_name, which) => {
  test('opens as the classifier that it was made from, at its layer', async () => {
    const golden = caseOf(which);
    const model = await open(goldenPath(golden.onnx));
    const again = await reopen(model, golden.target);
    const { layer, explainerOf, ...before } = { ...model.card, layer: golden.target };
    expect(explainerOf).toBeNull();
    expect(again.card).toMatchObject({
      defaultLayer: layer,
      explainerOf: {
        model: { name: before.name, sha256: before.sha256 },
        layer,
        method: 'lift-cam',
      },
      labels: before.labels,
      labelsSource: before.labelsSource,
      preprocessing: before.preprocessing,
      input: { ...before.input, open: false },
      output: { logits: before.output.logits, activation: before.output.activation },
    });
    const byName = (card: ModelCard) => [...card.layers].sort((a, b) => (a.tensor < b.tensor ? -1 : 1));
    expect(byName(again.card)).toEqual(byName(model.card));
    const image = goldenInput(golden);
    await expectSameNumbers(model.layer(layer), again.layer(), image);
    const other = model.card.layers.find((each) => each.tensor !== layer && each.obstacle === null)?.tensor;
    await expectSameNumbers(model.layer(other), again.layer(other), image);
    model.release();
    again.release();
  });
});

test('an explainer of an explainer says which model it is of, and gives the same file', async () => {
  const model = await open(BUNDLED);
  const again = await reopen(model, 'add_6');
  const request = { method: 'lift-cam', version: VERSION };
  const [first, second] = [
    await exportExplainer(model, { ...request, layer: 'add_6' }),
    await exportExplainer(again, request),
  ];
  expect(second.metadata).toEqual(first.metadata);
  expect(second.graph.nodes.length).toBe(first.graph.nodes.length);
  model.release();
  again.release();
});

test('weights that one file cannot hold lie beside it, and are found again', async () => {
  const golden = caseOf(CASES[0]);
  const model = await open(goldenPath(golden.onnx));
  const request = { layer: golden.target, method: 'lift-cam', version: VERSION };
  const written = await exportExplainer(model, request);
  const { bytes, weights } = encodeModelFiles(written, 'large.onnx.data', 5000);
  if (!weights) throw new Error('nothing lies beside the file');
  expect(bytes.length).toBeLessThan(60_000);
  const path = join(folder, 'large.onnx');
  await writeFiles([
    { path, data: bytes },
    { path: `${path}.data`, data: weights },
  ]);
  const again = await open(path);
  await expectSameNumbers(model.layer(golden.target), again.layer(), goldenInput(golden));
  model.release();
  again.release();
});

test('the file of the model that is open is not written over', async () => {
  const path = join(folder, 'explainer.onnx');
  const model = await open(BUNDLED);
  const again = await reopen(model);
  await expect(saveExplainer(again, { method: 'lift-cam', version: VERSION }, path)).rejects.toMatchObject({
    code: 'path-refused',
    message: expect.stringContaining('is the model that is open'),
  });
  expect(await readdir(folder)).toEqual(['explainer.onnx']);
  model.release();
  again.release();
});

test('a method that is no graph is refused, naming those that are', async () => {
  const model = await open(BUNDLED);
  await expect(exportExplainer(model, { method: 'score-cam', version: VERSION })).rejects.toThrow(
    /^Method 'score-cam' cannot be written as a graph\. Choose one of: lift-cam, grad-cam, .*lift-element\.$/,
  );
  model.release();
});

describe('what a file says of itself', () => {
  async function explainer(change: (properties: Map<string, string>) => void): Promise<Model> {
    const model = await open(goldenPath(caseOf(CASES[0]).onnx));
    const written = await exportExplainer(model, { method: 'lift-cam', version: VERSION });
    model.release();
    const metadata = new Map(written.metadata);
    change(metadata);
    return { ...written, metadata };
  }

  test('is checked, and the property named that cannot be read', async () => {
    const broken = await explainer((properties) => properties.set('liftcam.labels', '["a",'));
    expect(() => readExplainer(broken)).toThrow(/'liftcam\.labels' is unusable \(not valid JSON\)/);
    const missing = await explainer((properties) => properties.delete('liftcam.layer'));
    expect(() => readExplainer(missing)).toThrow(/'liftcam\.layer' is unusable/);
    const newer = await explainer((properties) => properties.set('liftcam.explainer', '2'));
    expect(() => readExplainer(newer)).toThrow(/its form is '2'/);
    const wrong = await explainer((properties) => properties.set('liftcam.logits', 'nowhere'));
    expect(() => readExplainer(wrong)).toThrow(/it has no 'nowhere'/);
  });

  test('is not looked for in other files', async () => {
    const other = await explainer((properties) => properties.delete('liftcam.explainer'));
    expect(readExplainer(other)).toBeNull();
  });
});
