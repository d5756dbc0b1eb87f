import type { Builder } from '../../../../main/engine/onnx/builder.ts';
import { weights, type RuleCases } from '../../../support/ruleCase.ts';

const reshape = (b: Builder, x: string, dims: readonly number[]) => b.node('Reshape', [x, b.ints(dims)]);
/** Gives every element a weight of its own, so that a permutation shows. */
const weighted = (b: Builder, x: string, dims: readonly number[]) => b.node('Mul', [x, weights(b, dims)]);

export const cases: RuleCases = {
  Identity: [
    { name: 'twice', shape: [2, 2, 3], build: (b, x) => b.node('Identity', [b.node('Identity', [x])]) },
  ],
  Reshape: [
    { name: 'to rows', shape: [2, 3, 4], build: (b, x) => weighted(b, reshape(b, x, [1, 6, 4]), [6, 4]) },
    {
      name: 'merging the batch',
      shape: [2, 3, 2],
      build: (b, x) => reshape(b, b.node('Relu', [reshape(b, x, [2, 6])]), [1, 2, 6]),
    },
    { name: 'with a 0 that copies', shape: [2, 3, 2], build: (b, x) => reshape(b, x, [0, -1]) },
  ],
  Flatten: [
    { name: 'plain', shape: [2, 2, 3], build: (b, x) => b.node('Flatten', [x]) },
    {
      name: 'of one image whose batch axis is gone',
      shape: [2, 2, 3],
      build: (b, x) => b.node('Flatten', [b.node('Squeeze', [x, b.ints([0])])]),
    },
  ],
  Squeeze: [
    { name: 'plane', shape: [3, 1, 1], build: (b, x) => b.node('Squeeze', [x, b.ints([2, 3])]) },
    { name: 'from the end', shape: [3, 2, 1], build: (b, x) => b.node('Squeeze', [x, b.ints([-1])]) },
  ],
  Unsqueeze: [
    { name: 'one axis', shape: [2, 3, 2], build: (b, x) => b.node('Unsqueeze', [x, b.ints([1])]) },
    {
      name: 'two axes, one before the batch',
      shape: [2, 3, 2],
      build: (b, x) =>
        b.node('Squeeze', [b.node('Relu', [b.node('Unsqueeze', [x, b.ints([0, -1])])]), b.ints([0])]),
    },
  ],
  Transpose: [
    {
      name: 'channels last',
      shape: [2, 3, 2],
      build: (b, x) => weighted(b, b.node('Transpose', [x], { perm: [0, 2, 3, 1] }), [3, 2, 2]),
    },
    {
      name: 'batch moved and back',
      shape: [2, 3, 2],
      build: (b, x) =>
        b.node('Transpose', [b.node('Relu', [b.node('Transpose', [x], { perm: [2, 0, 3, 1] })])], {
          perm: [1, 3, 0, 2],
        }),
    },
  ],
  Concat: [
    {
      name: 'channels of two that vary',
      shape: [2, 2, 3],
      build: (b, x) => b.node('Concat', [x, b.node('Relu', [x])], { axis: 1 }),
    },
    {
      name: 'the same twice, from the end',
      shape: [2, 2, 3],
      build: (b, x) => weighted(b, b.node('Concat', [x, x], { axis: -1 }), [2, 2, 6]),
    },
  ],
};
