import type { Head } from '../head.ts';
import { Builder, makeNode } from '../onnx/builder.ts';
import { DataType, reshaped, rowsOf, type Constant } from '../onnx/constant.ts';
import { floatAttribute, intAttribute, type Graph, type Model, type Node } from '../onnx/ir.ts';
import type { ApartCut, Cut } from './cuts.ts';

/**
 * A product with a constant matrix, T = X W, where X [1, C n] holds the n elements of each channel one after another. So a
 * channel meets n rows of W that no other does, U_k = X_k W_k, and the parts of all channels cost no more than one product.
 */
export interface ChannelProduct {
  /** X. */
  readonly input: ApartCut;
  /** T. */
  readonly output: string;
  /** n. */
  readonly inner: number;
  readonly weights: Constant;
  /** Whether W is written as [N, C n]. */
  readonly transposed: boolean;
  /** Factor of the product. */
  readonly scale: number;
}

/** The node as such a product; undefined where it is none. @param input the tensor that varies */
export function channelProduct(node: Node, input: Cut, graph: Graph): ChannelProduct | undefined {
  const [x, w = ''] = node.inputs;
  const weights = graph.constants.get(w);
  const isProduct = node.op === 'MatMul' || (node.op === 'Gemm' && intAttribute(node, 'transA', 0) === 0);
  if (!isProduct || x !== input.name || input.kind !== 'apart' || input.layout.outer !== 1) return undefined;
  if (weights?.dtype !== DataType.float32 || weights.dims.length !== 2 || input.dims.length !== 2)
    return undefined;
  return {
    input,
    output: node.outputs[0] as string,
    inner: input.layout.inner,
    weights,
    transposed: intAttribute(node, 'transB', 0) === 1,
    scale: floatAttribute(node, 'alpha', 1),
  };
}

/** Tensors of {@link writeProducts}. */
export const PRODUCTS = { rows: 'X_k', parts: 'U_k' } as const;

/** Numbers of transposed weights that are multiplied together: few enough for the products to stay in the cache. */
const TOGETHER = 2 ** 21;

/**
 * The products of all channels as one graph, X_k [C, 1, n] -> U_k, N numbers a channel. The weights keep their place in the model's
 * file: they are read as [C, n, N] by a batched product or, where they are transposed, row by row as [N, C, n], multiplied
 * with X and summed over n.
 */
export function writeProducts({ model }: Head, product: ChannelProduct, channels: number): Model {
  const { inner, transposed } = product;
  const input = { name: PRODUCTS.rows, dtype: DataType.float32, dims: [channels, 1, inner] };
  const builder = new Builder({ nodes: [], constants: new Map(), inputs: [input] });
  const parts = transposed
    ? productsByRow(builder, product, channels)
    : productsAtOnce(builder, product, channels);
  builder.append(makeNode('Identity', [parts], [PRODUCTS.parts]));
  const output = { name: PRODUCTS.parts, dtype: DataType.float32, dims: null };
  return { ...model, functions: [], graph: builder.graph('products', [input], [output]) };
}

function productsAtOnce(builder: Builder, { inner, weights }: ChannelProduct, channels: number): string {
  const matrices = reshaped(weights, [channels, inner, weights.dims[1] as number]);
  return builder.node('MatMul', [PRODUCTS.rows, builder.constant(matrices, 'weights')]);
}

function productsByRow(builder: Builder, { inner, weights }: ChannelProduct, channels: number): string {
  const outputs = weights.dims[0] as number;
  const x = builder.node('Reshape', [PRODUCTS.rows, builder.ints([1, channels, inner])]);
  const step = Math.max(1, Math.floor(TOGETHER / (channels * inner)));
  const sums: string[] = [];
  for (let first = 0; first < outputs; first += step) {
    const count = Math.min(step, outputs - first);
    const rows = builder.constant(
      reshaped(rowsOf(weights, first, count), [count, channels, inner]),
      'weights',
    );
    sums.push(
      builder.node('ReduceSum', [builder.node('Mul', [rows, x]), builder.ints([2])], { keepdims: 0 }),
    );
  }
  return builder.node('Transpose', [builder.node('Concat', sums, { axis: 0 })], { perm: [1, 0] });
}
