import { stringAttribute, type Graph, type Node } from '../onnx/ir.ts';

/** The operator set that rules write in; older models are brought to it. */
export const OWN = 18;

/** Operators that came later, or mean something else since. */
const LATER: Readonly<Record<string, number>> = {
  DeformConv: 19,
  AffineGrid: 20,
  DFT: 20,
  Gelu: 20,
  GridSample: 20,
  GroupNormalization: 21,
  Attention: 23,
  RMSNormalization: 23,
  RotaryEmbedding: 23,
  Swish: 24,
  TensorScatter: 24,
  BitCast: 26,
  CumProd: 26,
};

/**
 * The oldest operator set from 18 on in which a graph means the same. What else later sets changed is the types that an operator
 * takes, none of which a float32 graph holds; runtimes have kernels of the newest versions for fewer operators.
 * @param opset the set in which the graph is written
 */
export function oldestOpset(graph: Graph, opset: number): number {
  return Math.min(opset, Math.max(OWN, ...graph.nodes.map(opsetOf)));
}

/** The operator set that a node needs, 18 or newer. */
export function opsetOf(node: Node): number {
  return LATER[node.op] ?? (hasLaterForm(node) ? 19 : OWN);
}

/** Forms that operator set 19 added to operators that were there before. */
export function hasLaterForm(node: Node): boolean {
  switch (node.op) {
    case 'AveragePool':
      return node.attributes.has('dilations');
    case 'Pad':
      return stringAttribute(node, 'mode', 'constant') === 'wrap';
    case 'Resize':
      return stringAttribute(node, 'coordinate_transformation_mode', '') === 'half_pixel_symmetric';
    default:
      return false;
  }
}
