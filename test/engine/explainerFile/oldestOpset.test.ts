import { expect, it } from 'vitest';
import { oldestOpset } from '../../../main/engine/explainerFile/oldestOpset.ts';
import type { Builder } from '../../../main/engine/onnx/builder.ts';
import versions from '../../fixtures/onnx/operators.json' with { type: 'json' };
import { resultOf, smallModel } from '../../support/smallModel.ts';

const DIMS = [1, 2, 6, 6];
const NEWEST = 25;

it.each<[string, number, (b: Builder, x: string) => string]>([
  ['operators that take more types since', 18, (b, x) => b.node('GlobalAveragePool', [b.node('Elu', [x])])],
  ['an operator that came later', 20, (b, x) => b.node('Flatten', [b.node('Gelu', [x])])],
  [
    'a dilated average',
    19,
    (b, x) => b.node('AveragePool', [x], { kernel_shape: [2, 2], dilations: [2, 2] }),
  ],
  ['a pad that wraps', 19, (b, x) => b.node('Pad', [x, b.ints([0, 0, 1, 1, 0, 0, 1, 1])], { mode: 'wrap' })],
  ['a plain pad', 18, (b, x) => b.node('Pad', [x, b.ints([0, 0, 1, 1, 0, 0, 1, 1])])],
])('%s: written in set %i with the same result', async (_name, oldest, build) => {
  const model = smallModel(NEWEST, DIMS, build);
  expect(oldestOpset(model.graph, NEWEST)).toBe(oldest);
  const older = { ...model, opsets: new Map([['', oldest]]) };
  expect(await resultOf(older, DIMS)).toEqual(await resultOf(model, DIMS));
});

it('never goes beyond the set that the graph is written in', () => {
  const { graph } = smallModel(19, DIMS, (b, x) => b.node('Gelu', [x]));
  expect(oldestOpset(graph, 19)).toBe(19);
});

it('knows every operator that ONNX has added since', () => {
  const added = Object.entries(versions)
    .filter(([, { versions: since }]) => Math.min(...since) > 18 && Math.min(...since) <= 26)
    .map(([op, { versions: since }]) => ({ op, since: Math.min(...since) }));
  // Those on texts and image files have no place between an image tensor and logits.
  const onTensors = added.filter(({ op }) => !/^(String|Regex|Image)/.test(op));
  for (const { op, since } of onTensors) {
    const { graph } = smallModel(26, DIMS, (b, x) => b.node(op, [x]));
    expect({ op, opset: oldestOpset(graph, 26) }).toEqual({ op, opset: since });
  }
});
