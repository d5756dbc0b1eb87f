import { expect, test } from 'vitest';
import { multiplications } from '../../main/engine/multiplications.ts';
import { makeNode } from '../../main/engine/onnx/builder.ts';

test('a convolution, a product and a layer of features cost what they multiply', () => {
  const nodes = [
    makeNode('Conv', ['x', 'kernel'], ['y'], { group: 2 }),
    makeNode('Relu', ['y'], ['z']),
    makeNode('MatMul', ['z', 'w'], ['m']),
    makeNode('Gemm', ['m', 'v'], ['n'], { transB: 1 }),
  ];
  const shapes = new Map<string, readonly number[]>([
    ['x', [1, 4, 8, 8]],
    ['kernel', [6, 2, 3, 3]],
    ['y', [1, 6, 8, 8]],
    ['z', [1, 6, 8, 8]],
    ['w', [8, 5]],
    ['m', [1, 6, 8, 5]],
    ['v', [7, 5]],
    ['n', [1, 7]],
  ]);
  const conv = 6 * 64 * 2 * 9;
  const product = 6 * 8 * 5 * 8;
  expect(multiplications({ nodes, constants: new Map() }, shapes)).toBe(conv + product + 7 * 5);
});
