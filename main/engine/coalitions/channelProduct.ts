import { BATCH, type Head } from '../head.ts';
import { Builder, makeNode } from '../onnx/builder.ts';
import { DataType, reshaped, type Constant } from '../onnx/constant.ts';
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

/**
 * The products of all channels as one graph, X_k [C, 1, n] -> U_k [C, 1, N]. The weights keep their place in the model's
 * file: they are read as [C, n, N] by a batched product or, where they are transposed, as [N, C, n] by a convolution
 * in which each channel is a group and X_k its kernel.
 */
export function writeProducts(
  { model }: Head,
  { inner, weights, transposed }: ChannelProduct,
  channels: number,
): Model {
  const input = { name: PRODUCTS.rows, dtype: DataType.float32, dims: [BATCH, 1, inner] };
  const builder = new Builder({ nodes: [], constants: new Map(), inputs: [input] });
  const outputs = weights.dims[transposed ? 0 : 1] as number;
  const name = builder.constant(
    reshaped(weights, transposed ? [outputs, channels, inner] : [channels, inner, outputs]),
    'weights',
  );
  const product = transposed
    ? builder.node('Transpose', [builder.node('Conv', [name, PRODUCTS.rows], { group: channels })], {
        perm: [1, 2, 0],
      })
    : builder.node('MatMul', [PRODUCTS.rows, name]);
  builder.append(makeNode('Identity', [product], [PRODUCTS.parts]));
  const output = { name: PRODUCTS.parts, dtype: DataType.float32, dims: null };
  return { ...model, functions: [], graph: builder.graph('products', [input], [output]) };
}
