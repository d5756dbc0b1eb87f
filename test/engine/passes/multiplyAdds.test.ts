import { expect, test } from 'vitest';
import { makeNode } from '../../../main/engine/onnx/builder.ts';
import { multiplyAdds } from '../../../main/engine/passes/multiplyAdds.ts';

const cases = [
  // 4 output channels of 5 x 5, each a sum over 3 channels and a 3 x 3 window.
  ['Conv', { a: [1, 3, 5, 5], b: [4, 3, 3, 3], y: [1, 4, 5, 5] }, {}, 4 * 25 * 27],
  // Depthwise: each sum is over one channel.
  ['Conv', { a: [1, 6, 5, 5], b: [6, 1, 3, 3], y: [1, 6, 5, 5] }, { group: 6 }, 6 * 25 * 9],
  [
    'ConvTranspose',
    { a: [1, 3, 2, 2], b: [3, 4, 2, 2], y: [1, 4, 4, 4] },
    { strides: [2, 2] },
    3 * 4 * 4 * 4,
  ],
  ['MatMul', { a: [1, 2, 7, 5], b: [5, 11], y: [1, 2, 7, 11] }, {}, 2 * 7 * 5 * 11],
  ['Gemm', { a: [1, 8], b: [10, 8], y: [1, 10] }, { transB: 1 }, 80],
  ['Einsum', { a: [2, 3, 4], b: [2, 4, 5], y: [2, 3, 5] }, { equation: 'bij,bjk->bik' }, 2 * 3 * 4 * 5],
  ['Relu', { a: [1, 3, 5, 5], b: [], y: [1, 3, 5, 5] }, {}, 0],
] as const;

test.each(cases)('%s %o', (op, dims, attributes, expected) => {
  const node = makeNode(op, ['a', 'b'], ['y'], attributes);
  const shapes = new Map<string, readonly number[]>(Object.entries(dims));
  expect(multiplyAdds(node, (name) => shapes.get(name) ?? [])).toBe(expected);
});
