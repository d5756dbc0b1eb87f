import { copyFile, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openModel } from '../../../main/engine/model/openModel.ts';
import { makeNode } from '../../../main/engine/onnx/builder.ts';
import { DataType, float32Constant, type Constant } from '../../../main/engine/onnx/constant.ts';
import type { Model, Node } from '../../../main/engine/onnx/ir.ts';
import { encodeModel } from '../../../main/engine/onnx/serde.ts';
import { goldenPath } from '../../support/golden.ts';

const CPU = { provider: 'cpu', statuses: [] } as const;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'liftcam-models-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, bytes: Uint8Array): Promise<string> {
  const target = path.join(folder, name);
  await writeFile(target, bytes);
  return target;
}

/** image [N,3,8,8] -> Conv -> `a` -> more nodes -> `y`. */
function model(nodes: readonly Node[], constants: readonly (readonly [string, Constant])[] = []): Model {
  const kernel = float32Constant(
    [4, 3, 1, 1],
    Float32Array.from({ length: 12 }, (_, i) => i / 12 - 0.4),
  );
  return {
    irVersion: 8,
    opsets: new Map([['', 18]]),
    producer: 'test',
    metadata: new Map(),
    functions: [],
    graph: {
      name: 'g',
      nodes: [makeNode('Conv', ['image', 'w'], ['a'], { kernel_shape: [1, 1] }), ...nodes],
      constants: new Map<string, Constant>([['w', kernel], ...constants]),
      inputs: [{ name: 'image', dtype: DataType.float32, dims: ['N', 3, 8, 8] }],
      outputs: [{ name: 'y', dtype: DataType.float32, dims: null }],
    },
  };
}

const pooled = [makeNode('GlobalAveragePool', ['b'], ['p']), makeNode('Flatten', ['p'], ['y'])];

describe('a file that is not a whole model', () => {
  test.each([
    ['empty.onnx', () => Promise.resolve(new Uint8Array())],
    ['text.onnx', () => Promise.resolve(new TextEncoder().encode('<html>not a model</html>'))],
    ['half.onnx', async () => (await readFile(goldenPath('models/vgg-mini.dy18.onnx'))).subarray(0, 40_000)],
  ])('%s is refused as unreadable', async (name, bytes) => {
    await expect(openModel(await file(name, await bytes()), CPU)).rejects.toMatchObject({
      code: 'model-unreadable',
    });
  });

  test('a missing file is named', async () => {
    await expect(openModel(path.join(folder, 'nowhere.onnx'), CPU)).rejects.toThrow(
      /nowhere\.onnx.*no such file/,
    );
  });

  test('a folder without a model is named', async () => {
    await expect(openModel(path.join(import.meta.dirname), CPU)).rejects.toThrow(/holds no \.onnx file/);
  });
});

describe('a graph that is not sound', () => {
  test('a cycle is named by one of its nodes', async () => {
    const cyclic = model([makeNode('Add', ['a', 'c'], ['b']), makeNode('Relu', ['b'], ['c']), ...pooled]);
    await expect(openModel(await file('cycle.onnx', encodeModel(cyclic)), CPU)).rejects.toThrow(
      /cycle through Add node 'b'/,
    );
  });

  test('a tensor that nothing writes is named', async () => {
    const dangling = model([makeNode('Add', ['a', 'ghost'], ['b']), ...pooled]);
    await expect(openModel(await file('ghost.onnx', encodeModel(dangling)), CPU)).rejects.toThrow(
      /reads tensor 'ghost'/,
    );
  });
});

describe('a model that is no classifier', () => {
  test('an output that is an image is refused with its shape', async () => {
    const segmenter = model([makeNode('Relu', ['a'], ['y'])]);
    await expect(openModel(await file('segment.onnx', encodeModel(segmenter)), CPU)).rejects.toThrow(
      /shape \[1, 4, 8, 8\]; a classifier gives one score per class/,
    );
  });
});

describe('an operator without a rule', () => {
  const odd = model([makeNode('Hardmax', ['a'], ['r']), makeNode('Relu', ['r'], ['b']), ...pooled]);

  test('is named with its version and node, and the layers behind it work', async () => {
    const open = await openModel(await file('odd.onnx', encodeModel(odd)), CPU);
    expect(open.card.defaultLayer).toBe('b');
    const layers = new Map(open.card.layers.map((layer) => [layer.tensor, layer.obstacle]));
    expect(layers.get('b')).toBeNull();
    expect(layers.get('r')).toBeNull();
    expect(layers.get('a')).toMatch(/Hardmax node 'r' \(operator set 18\) has no rule/);
    expect(() => open.layer('a')).toThrow(/Hardmax node 'r'.*Layers that can be: b, r/);
    open.release();
  });
});

test('what the sidecars do not say is assumed and told', async () => {
  const open = await openModel(goldenPath('models/gray-mini.ts17.onnx'), CPU);
  expect(open.card.input).toMatchObject({ layout: 'NCHW', channels: 1, height: 32, width: 32 });
  expect(open.card.labels).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
  expect(open.card.warnings.join(' ')).toMatch(/preprocessor_config\.json.*class names/);
  open.release();
});

test('the default layer is the last activation before pooling, in every golden family', async () => {
  const expected = {
    'vgg-mini.dy18': 'relu_2',
    'resnet-mini.dy18': 'relu_13',
    'densenet-mini.dy18': 'relu_12',
    'mobilenetv2-mini.dy18': 'hardtanh_9',
    'squeezenet-mini.dy18': 'relu_10',
    'inception-mini.ts13': '/mixed2/Concat_output_0',
  };
  for (const [name, layer] of Object.entries(expected)) {
    const open = await openModel(goldenPath(`models/${name}.onnx`), CPU);
    expect(open.card.defaultLayer, name).toBe(layer);
    open.release();
  }
});

describe('a model that is opened again', () => {
  const golden = goldenPath('models/tiny-shap-8.dy18.onnx');

  test('takes over what is compiled where the content is the same, whatever its path and the files beside it', async () => {
    const first = await openModel(golden, CPU);
    const other = path.join(folder, 'copy.onnx');
    await copyFile(golden, other);
    const second = await openModel(other, CPU, undefined, {}, [first]);
    expect(second.card.path).toBe(other);
    expect(second.card.sha256).toBe(first.card.sha256);
    expect(second.opening).not.toBe(first.opening);
    const layer = second.layer();
    expect(layer).toBe(first.layer());
    first.release();
    expect(() => first.layer()).toThrow('The model is not open any more.');
    const { channels, height, width } = second.card.input;
    await layer.forward(new Float32Array(channels * height * width));
    second.release();
  });

  test('is read anew where content or wish differ', async () => {
    const first = await openModel(golden, CPU);
    const damaged = await readFile(golden);
    damaged[damaged.length - 200] = (damaged[damaged.length - 200] as number) ^ 1;
    const copy = await file('other.onnx', damaged);
    const second = await openModel(copy, CPU, undefined, {}, [first]).catch(() => undefined);
    expect(second?.layer()).not.toBe(first.layer());
    const third = await openModel(golden, CPU, undefined, { activation: 'sigmoid' }, [first]);
    expect(third.layer()).not.toBe(first.layer());
    for (const each of [first, second, third]) each?.release();
  });

  test('knows when its file is not what it was', async () => {
    const copy = path.join(folder, 'touched.onnx');
    await copyFile(golden, copy);
    const first = await openModel(copy, CPU);
    expect(first.isCurrent()).toBe(true);
    expect(() => first.throwIfChanged()).not.toThrow();
    await utimes(copy, 1, 1);
    expect(first.isCurrent()).toBe(false);
    const changed = { code: 'model-changed', message: expect.stringContaining(copy) as string };
    expect(() => first.throwIfChanged()).toThrow(expect.objectContaining(changed));
    await rm(copy);
    expect(() => first.throwIfChanged()).not.toThrow();
    first.release();
  });
});
