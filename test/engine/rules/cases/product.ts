import { float, type AttributeInit, type Builder } from '../../../../main/engine/onnx/builder.ts';
import { DataType } from '../../../../main/engine/onnx/constant.ts';
import { weights, type RuleCase, type RuleCases } from '../../../support/ruleCase.ts';

const reshape = (b: Builder, x: string, dims: readonly number[]) => b.node('Reshape', [x, b.ints(dims)]);
/** Channels `first` to `end` of x [N, C, H, W]. */
const channels = (b: Builder, x: string, first: number, end: number) =>
  b.node('Gemm', [reshape(b, x, [1, -1]), weights(b, [24, (end - first) * 6], first)]);

const pooled = (b: Builder, x: string) => b.node('GlobalAveragePool', [x]);

function einsum(name: string, equation: string, inputs: (b: Builder, x: string) => string[]): RuleCase {
  return { name, shape: [2, 3, 4], build: (b, x) => b.node('Einsum', inputs(b, x), { equation }) };
}

/** Operands broadcast since operator set 8. */
function extremes(op: string): RuleCase[] {
  const since = 8;
  return [
    {
      name: 'with a constant',
      shape: [2, 3, 2],
      since,
      build: (b, x) => b.node(op, [x, weights(b, [2, 1, 1])]),
    },
    { name: 'a constant with it', shape: [2, 3, 2], since, build: (b, x) => b.node(op, [b.scalar(0.3), x]) },
    {
      name: 'two that vary, broadcast',
      shape: [2, 3, 2],
      since,
      build: (b, x) => b.node(op, [x, b.node('Neg', [pooled(b, x)])]),
    },
    {
      name: 'three',
      shape: [2, 3, 2],
      since,
      build: (b, x) => b.node(op, [x, b.scalar(-0.7), b.node('Sin', [x])]),
    },
    { name: 'two that vary', shape: [2, 3, 2], build: (b, x) => b.node(op, [b.node('Cos', [x]), x]) },
    { name: 'one', shape: [2, 3, 2], build: (b, x) => b.node('Neg', [b.node(op, [x])]) },
  ];
}

/** Attention of x to itself, images and heads in front, or heads side by side in the last axis. */
function attention(
  name: string,
  attributes: Readonly<Record<string, AttributeInit>>,
  mask?: (b: Builder) => string,
  operands: (b: Builder, x: string) => string[] = (b, x) => [x, b.node('Sin', [x]), b.node('Neg', [x])],
): RuleCase {
  return {
    name,
    shape: [2, 3, 4],
    since: 23,
    build: (b, x) => b.node('Attention', [...operands(b, x), ...(mask ? [mask(b)] : [])], attributes),
  };
}

/** All of x as one column, images side by side. */
const column = (b: Builder, x: string) => b.node('Transpose', [b.node('Flatten', [x])]);

const rows = (b: Builder, x: string) =>
  reshape(b, b.node('Transpose', [x], { perm: [0, 2, 1, 3] }), [1, 3, 8]);

export const cases: RuleCases = {
  Attention: [
    attention('heads in front', {}),
    attention('scale and soft cap', { scale: float(0.7), softcap: float(1.5) }),
    attention('a mask that is added', {}, (b) => weights(b, [3, 3])),
    attention('a mask of truth values', {}, (b) =>
      b.constant({ dtype: DataType.bool, dims: [3, 3], bytes: Uint8Array.of(1, 0, 1, 1, 1, 0, 0, 1, 1) }),
    ),
    attention('each position sees those before it', { is_causal: 1 }),
    attention('heads side by side', { q_num_heads: 2, kv_num_heads: 2 }, undefined, (b, x) => [
      rows(b, x),
      b.node('Sin', [rows(b, x)]),
      rows(b, x),
    ]),
    attention('heads that share keys', { q_num_heads: 4, kv_num_heads: 2 }, undefined, (b, x) => {
      const keys = b.node('MatMul', [rows(b, x), weights(b, [8, 4])]);
      return [rows(b, x), keys, b.node('Sin', [keys])];
    }),
  ],
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
    { name: 'by a vector', shape: [2, 3, 4], build: (b, x) => b.node('MatMul', [x, weights(b, [4])]) },
    { name: 'a vector by it', shape: [2, 3, 4], build: (b, x) => b.node('MatMul', [weights(b, [3]), x]) },
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
    {
      name: 'transA',
      shape: [2, 2, 3],
      build: (b, x) => b.node('Gemm', [column(b, x), weights(b, [12, 3]), weights(b, [3])], { transA: 1 }),
    },
    {
      name: 'a sum that varies',
      shape: [2, 2, 3],
      build: (b, x) =>
        b.node('Gemm', [b.node('Flatten', [x]), weights(b, [12, 2]), reshape(b, pooled(b, x), [1, 2])], {
          alpha: float(0.5),
          beta: float(2),
        }),
    },
    {
      name: 'a constant by it',
      shape: [2, 2, 3],
      build: (b, x) => b.node('Transpose', [b.node('Gemm', [weights(b, [3, 12]), column(b, x)])]),
    },
    {
      name: 'two that vary, all attributes',
      shape: [2, 2, 3],
      build: (b, x) => {
        const factors = [reshape(b, x, [4, 3]), reshape(b, b.node('Sin', [x]), [3, 4]), weights(b, [3])];
        const attributes = { alpha: float(0.5), beta: float(2), transA: 1, transB: 1 };
        return reshape(b, b.node('Gemm', factors, attributes), [1, 9]);
      },
    },
  ],
  Div: [
    {
      name: 'by a constant',
      shape: [2, 3, 2],
      build: (b, x) => b.node('Div', [x, weights(b, [2, 1, 1], 1, 1, 3)]),
    },
    {
      name: 'a constant by it',
      shape: [2, 3, 2],
      range: [0.4, 3],
      atZero: false,
      build: (b, x) => b.node('Div', [weights(b, [2, 1, 1]), x]),
    },
    {
      name: 'by a part of itself',
      shape: [2, 3, 2],
      range: [0.4, 3],
      atZero: false,
      build: (b, x) => b.node('Div', [x, pooled(b, x)]),
    },
    {
      name: 'by itself and more',
      shape: [2, 3, 2],
      range: [0.4, 3],
      build: (b, x) => b.node('Div', [x, b.node('Add', [x, b.scalar(1)])]),
    },
  ],
  Einsum: [
    einsum('by a matrix', 'nchw,wk->nchk', (b, x) => [x, weights(b, [4, 2])]),
    einsum('a matrix by it', 'kc,nchw->nkhw', (b, x) => [weights(b, [3, 2]), x]),
    einsum('summed over an axis of its own', 'nchw,w->nc', (b, x) => [x, weights(b, [4])]),
    einsum('attention: two that vary', 'nchw,nckw->nchk', (_, x) => [x, x]),
    einsum('two that vary, broadcast', 'nchw,nc->nhw', (b, x) => [
      x,
      b.node('ReduceMean', [x, b.ints([2, 3])], { keepdims: 0 }),
    ]),
    einsum('one factor, turned', 'nchw->nwhc', (_, x) => [x]),
    einsum('one factor, summed', 'nchw->nh', (_, x) => [x]),
    einsum('an ellipsis', '...hw,wk->...hk', (b, x) => [x, weights(b, [4, 2])]),
    einsum('an ellipsis, two that vary', '...w,...kw->...k', (b, x) => [
      x,
      b.node('Sin', [b.node('Unsqueeze', [x, b.ints([3])])]),
    ]),
    einsum('an ellipsis of few axes', 'kc,nc...->nk...', (b, x) => [weights(b, [3, 2]), x]),
    einsum('an ellipsis, no result named', '...w,w', (b, x) => [x, weights(b, [4])]),
    einsum('no result named', 'achw,wk', (b, x) => [x, weights(b, [4, 2])]),
  ],
  Max: extremes('Max'),
  Min: extremes('Min'),
};
