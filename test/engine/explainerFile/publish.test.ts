import { expect, test } from 'vitest';
import { publish } from '../../../main/engine/explainerFile/publish.ts';
import { makeNode } from '../../../main/engine/onnx/builder.ts';
import { DataType, float32Constant } from '../../../main/engine/onnx/constant.ts';
import type { Graph } from '../../../main/engine/onnx/ir.ts';

const info = (name: string) => ({ name, dtype: DataType.float32, dims: [1] });

const graph: Graph = {
  name: 'clash',
  nodes: [
    makeNode('Relu', ['x'], ['seed']),
    makeNode('Add', ['seed', 'map'], ['logits']),
    makeNode('Neg', ['logits'], ['model/logits']),
  ],
  constants: new Map([['map', float32Constant([1], [1])]]),
  inputs: [info('x')],
  outputs: [info('model/logits'), info('model/logits'), info('map')],
};

test('names of the model make room for ours, wherever they are read', () => {
  const { graph: published, renamed } = publish(graph, new Map([['x', 'image']]), ['logits', 'score', 'map']);
  expect(published.inputs.map(({ name }) => name)).toEqual(['image']);
  expect(published.outputs.map(({ name }) => name)).toEqual(['logits', 'score', 'map']);
  const written = published.nodes.map(({ op, inputs, outputs }) => [op, inputs, outputs]);
  expect(written).toEqual([
    ['Relu', ['image'], ['seed']],
    ['Add', ['seed', 'model/map'], ['model/logits_']],
    ['Neg', ['model/logits_'], ['logits']],
    ['Identity', ['logits'], ['score']],
    ['Identity', ['model/map'], ['map']],
  ]);
  expect([...published.constants.keys()]).toEqual(['model/map']);
  expect(Object.fromEntries(renamed)).toEqual({
    image: 'x',
    logits: 'model/logits',
    'model/logits_': 'logits',
    'model/map': 'map',
  });
});
