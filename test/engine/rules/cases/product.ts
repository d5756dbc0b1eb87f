import type { Builder } from '../../../../main/engine/onnx/builder.ts';
import { weights, type RuleCases } from '../../../support/ruleCase.ts';

const reshape = (b: Builder, x: string, dims: readonly number[]) => b.node('Reshape', [x, b.ints(dims)]);
/** Channels `first` to `end` of x [N, C, H, W]. */
const channels = (b: Builder, x: string, first: number, end: number) =>
  b.node('Gemm', [reshape(b, x, [1, -1]), weights(b, [24, (end - first) * 6], first)]);

export const cases: RuleCases = {
  Mul: [
    { name: 'by a constant', shape: [2, 3, 4], build: (b, x) => b.node('Mul', [x, weights(b, [2, 1, 1])]) },
    {
      name: 'by a larger constant',
      shape: [2, 1, 1],
      build: (b, x) => b.node('Mul', [weights(b, [1, 2, 3, 2]), x]),
    },
    { name: 'by itself', shape: [2, 3, 2], build: (b, x) => b.node('Mul', [x, x]) },
    {
      name: 'squeeze-excite gate',
      shape: [2, 3, 2],
      build: (b, x) => b.node('Mul', [x, b.node('Sigmoid', [b.node('GlobalAveragePool', [x])])]),
    },
    {
      name: 'gate of lower rank',
      shape: [1, 3, 4],
      build: (b, x) => b.node('Mul', [reshape(b, x, [1, 3, 4]), b.node('Relu', [reshape(b, x, [1, 3, 4])])]),
    },
  ],
  MatMul: [
    { name: 'by a matrix', shape: [2, 3, 4], build: (b, x) => b.node('MatMul', [x, weights(b, [4, 3])]) },
    { name: 'a matrix by it', shape: [2, 3, 4], build: (b, x) => b.node('MatMul', [weights(b, [2, 3]), x]) },
    { name: 'by a stack', shape: [2, 3, 4], build: (b, x) => b.node('MatMul', [x, weights(b, [2, 4, 2])]) },
    {
      name: 'rows of a batch',
      shape: [2, 2, 3],
      build: (b, x) => b.node('MatMul', [reshape(b, x, [1, 12]), weights(b, [12, 3])]),
    },
    {
      name: 'attention: two that vary',
      shape: [2, 3, 2],
      build: (b, x) => b.node('MatMul', [x, b.node('Transpose', [x], { perm: [0, 1, 3, 2] })]),
    },
    {
      name: 'a stack that is broadcast by another that varies',
      shape: [1, 4, 6],
      build: (b, x) =>
        b.node('MatMul', [
          reshape(b, channels(b, x, 0, 1), [1, 1, 2, 3]),
          reshape(b, channels(b, x, 1, 3), [1, 2, 3, 2]),
        ]),
    },
  ],
  Gemm: [
    {
      name: 'plain',
      shape: [2, 2, 3],
      build: (b, x) => b.node('Gemm', [reshape(b, x, [1, 12]), weights(b, [12, 3]), weights(b, [3])]),
    },
    {
      name: 'alpha, beta, transB',
      shape: [2, 2, 3],
      build: (b, x) =>
        b.node('Gemm', [b.node('Flatten', [x]), weights(b, [3, 12]), weights(b, [3])], {
          alpha: { type: 'float', value: 0.5 },
          beta: { type: 'float', value: 2 },
          transB: 1,
        }),
    },
  ],
};
