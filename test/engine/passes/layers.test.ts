import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readClassifier } from '../../../main/engine/classifier.ts';
import { listLayers } from '../../../main/engine/model/describeLayers.ts';
import { makeNode } from '../../../main/engine/onnx/builder.ts';
import { decodeModel } from '../../../main/engine/onnx/serde.ts';
import type { LayerCandidate } from '../../../main/engine/passes/layers.ts';
import { modulePath } from '../../../main/engine/passes/modulePath.ts';
import { evaluateOnce } from '../../../main/engine/runtime/evaluate.ts';
import { goldenPath, manifest } from '../../support/golden.ts';

async function layersOf(file: string): Promise<LayerCandidate[]> {
  const bytes = readFileSync(goldenPath(file));
  const model = decodeModel(bytes, () => new Uint8Array());
  return listLayers(await readClassifier(model, evaluateOnce));
}

const files = Object.entries(manifest.models).flatMap(([model, { variants }]) =>
  Object.entries(variants).map(
    ([variant, { file }]) => [`${model} ${variant}`, file, model, variant] as const,
  ),
);

test.each(files)(
  '%s lists every golden target, and says which of them cut the graph',
  async (_name, file, model, variant) => {
    const layers = new Map((await layersOf(file)).map((layer) => [layer.tensor, layer]));
    for (const golden of manifest.cases.filter((each) => each.model === model && each.variant === variant)) {
      const [, channels, height, width] = [1, ...(golden.arrays.activation?.shape ?? [])];
      expect(layers.get(golden.target), golden.target).toMatchObject({
        shape: [channels, height, width],
        cut: golden.cut,
      });
    }
  },
);

test.each([
  ['/layer1/layer1.0/conv1/Conv', {}, ['layer1', '0', 'conv1']],
  ['/features/features.7/Relu', {}, ['features', '7']],
  [
    'node_conv2d',
    { 'pkg.torch.onnx.name_scopes': "['', 'layer1', 'layer1.0', 'layer1.0.conv1', 'conv2d']" },
    ['layer1', '0', 'conv1'],
  ],
  [
    'node_conv2d',
    {
      namespace: ': m.Net/layer1: torch.nn.Sequential/layer1.0: torch.nn.Conv2d/conv2d: aten.conv2d.default',
    },
    ['layer1', '0'],
  ],
  ['node_relu', { 'pkg.torch.onnx.name_scopes': "['', '_swish', 'hardtanh_32']" }, ['_swish']],
  ['Conv_12', {}, []],
] as const)('the module path of %s', (name, metadata, path) => {
  const node = { ...makeNode('Relu', ['x'], ['y']), name, metadata: new Map(Object.entries(metadata)) };
  expect(modulePath(node)).toEqual(path);
});
