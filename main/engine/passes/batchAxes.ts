import { describeNode, type Graph, type Node } from '../onnx/ir.ts';
import {
  alongOtherAxis,
  argReduce,
  concat,
  cumSum,
  fromLaterAxis,
  imagesFirst,
  keepAxis,
  reduce,
  trilu,
} from './batch/alongAxes.ts';
import { attention, einsum, gemm, matMul } from './batch/products.ts';
import { expand, reshape, squeeze, tile, transpose, unsqueeze } from './batch/reshaping.ts';
import { gather, pad, resize, slice } from './batch/selecting.ts';
import type { Context, Follow, Step } from './batch/step.ts';
import { isPointwise } from './pointwise.ts';
import type { Shapes } from './specialise.ts';

/*
 * A graph specialised to one image says nothing of a batch: reshapes name the batch as 1, or hide it in
 * another dimension (windows of an image, heads of an attention). This pass follows the batch from the
 * input through every node and rewrites what names it, so that the same graph takes any batch.
 */

/** Which axis of a tensor holds the batch (times a constant, where other dimensions are merged into it). */
export type BatchAxes = ReadonlyMap<string, number>;

export interface Batched {
  readonly graph: Graph;
  readonly axes: BatchAxes;
  /** Why the graph takes one image at a time, or null when it takes any batch. */
  readonly obstacle: string | null;
}

/**
 * @param inputs tensors that come with the batch as their first axis
 */
export function liftBatch(graph: Graph, shapes: Shapes, inputs: readonly string[]): Batched {
  const axes = new Map<string, number>(inputs.map((input) => [input, 0]));
  const constants = new Map(graph.constants);
  const context: Context = {
    graph,
    shapes,
    axes,
    dims: (name) => shapes.get(name) ?? graph.constants.get(name)?.dims ?? [],
  };
  const nodes: Node[] = [];
  for (const node of graph.nodes) {
    if (!node.inputs.some((name) => axes.has(name))) {
      nodes.push(node);
      continue;
    }
    const step = follow(node, context);
    if (!step) {
      const obstacle = `${describeNode(node)} mixes the images of a batch, or names their number in a way that cannot be lifted`;
      return { graph, axes: new Map(), obstacle };
    }
    for (const output of node.outputs) if (output !== '') axes.set(output, step.axis);
    nodes.push(step.rewrite ? step.rewrite(constants) : node);
  }
  return { graph: { ...graph, nodes, constants }, axes, obstacle: null };
}

function follow(node: Node, context: Context): Step {
  return isPointwise(node) ? keepAxis(node, context) : followAxis(node, context);
}

/** Where an operator that is not element by element takes an axis whose elements it does not mix. */
export function followAxis(node: Node, context: Context): Step {
  return node.domain === '' ? RULES[node.op]?.(node, context) : undefined;
}

const RULES: Readonly<Record<string, Follow>> = {
  Reshape: reshape,
  Flatten: reshape,
  Expand: expand,
  Transpose: transpose,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  MatMul: matMul,
  Gather: gather,
  ReduceMean: reduce,
  ReduceSum: reduce,
  ReduceMax: reduce,
  ReduceMin: reduce,
  ReduceL1: reduce,
  ReduceL2: reduce,
  ReduceProd: reduce,
  ReduceLogSum: reduce,
  ReduceLogSumExp: reduce,
  ReduceSumSquare: reduce,
  ArgMax: argReduce,
  ArgMin: argReduce,
  Concat: concat,
  Slice: slice,
  Split: alongOtherAxis(0),
  Softmax: alongOtherAxis(-1),
  LogSoftmax: alongOtherAxis(-1),
  Hardmax: alongOtherAxis(-1),
  LpNormalization: alongOtherAxis(-1),
  LayerNormalization: fromLaterAxis(-1),
  RMSNormalization: fromLaterAxis(-1),
  CumSum: cumSum,
  Trilu: trilu,
  Pad: pad,
  Tile: tile,
  Resize: resize,
  Einsum: einsum,
  Gemm: gemm,
  Attention: attention,
  Conv: imagesFirst,
  ConvTranspose: imagesFirst,
  MaxPool: imagesFirst,
  AveragePool: imagesFirst,
  LpPool: imagesFirst,
  GlobalMaxPool: imagesFirst,
  GlobalAveragePool: imagesFirst,
  GlobalLpPool: imagesFirst,
  BatchNormalization: imagesFirst,
  InstanceNormalization: imagesFirst,
  GroupNormalization: imagesFirst,
  LRN: imagesFirst,
  DepthToSpace: imagesFirst,
  SpaceToDepth: imagesFirst,
};
