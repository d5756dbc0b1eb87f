import { integersOf } from '../onnx/constant.ts';
import { intAttribute, intsAttribute, type Graph, type Node } from '../onnx/ir.ts';
import { isPointwise } from '../passes/pointwise.ts';
import type { Shapes } from '../passes/specialise.ts';
import { elementCount } from '../../../shared/tensor.ts';

/** Which elements of a tensor follow from which channel of the layer: row-major [outer, channels, inner]. */
export interface ChannelLayout {
  readonly outer: number;
  readonly inner: number;
}

/** Where a node stands. */
export interface LayoutContext {
  readonly graph: Graph;
  readonly shapes: Shapes;
  readonly channels: number;
}

/** Pools and the like: every channel (axis 1) on its own. */
const PER_CHANNEL = new Set([
  ...['MaxPool', 'AveragePool', 'LpPool', 'GlobalMaxPool', 'GlobalAveragePool', 'GlobalLpPool'],
  'BatchNormalization',
]);
const RESHAPING = new Set(['Reshape', 'Flatten', 'Squeeze', 'Unsqueeze']);

/**
 * The layout of a node's result, where each of its elements follows from one channel alone; undefined where the node
 * may mix channels.
 * @param input the tensor that varies @param layout how it lies
 */
export function keepsChannelsApart(
  node: Node,
  input: string,
  layout: ChannelLayout,
  context: LayoutContext,
): ChannelLayout | undefined {
  const { shapes, channels } = context;
  const [from, to] = [shapes.get(input) ?? [], shapes.get(node.outputs[0] ?? '') ?? []];
  const sameSize = elementCount(from) === elementCount(to);
  if (RESHAPING.has(node.op) || isPointwise(node)) return sameSize ? layout : undefined;
  const axis = from.findIndex(
    (dim, at) => dim === channels && elementCount(from.slice(at + 1)) === layout.inner,
  );
  if (axis < 0) return undefined;
  const moved = movedAxis(node, axis, from.length, context);
  if (moved === undefined || (to[moved] ?? 0) % channels !== 0) return undefined;
  const outer = elementCount(to.slice(0, moved));
  return { outer, inner: elementCount(to) / outer / channels };
}

/** Axis of the result that holds the channels; undefined where the node does not keep them apart. */
function movedAxis(node: Node, axis: number, rank: number, context: LayoutContext): number | undefined {
  if (PER_CHANNEL.has(node.op)) return axis === 1 ? axis : undefined;
  if (node.op === 'Transpose') return intsAttribute(node, 'perm')?.indexOf(axis);
  if (node.op.startsWith('Reduce')) return axisAfterReduction(node, axis, rank, context);
  const isDepthwise = node.op === 'Conv' && axis === 1 && intAttribute(node, 'group', 1) === context.channels;
  return isDepthwise ? axis : undefined;
}

function axisAfterReduction(
  node: Node,
  axis: number,
  rank: number,
  { graph }: LayoutContext,
): number | undefined {
  const constant = graph.constants.get(node.inputs[1] ?? '');
  const reduced = (constant && integersOf(constant))?.map((each) => (each + rank) % rank) ?? [];
  if (reduced.length === 0 || reduced.includes(axis)) return undefined;
  if (intAttribute(node, 'keepdims', 1) === 1) return axis;
  return axis - reduced.filter((each) => each < axis).length;
}
