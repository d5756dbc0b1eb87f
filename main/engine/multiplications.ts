import { elementCount } from '../../shared/tensor.ts';
import { intAttribute, type Graph, type Node } from './onnx/ir.ts';
import type { Shapes } from './passes/specialise.ts';

/** Multiplications of a graph's convolutions and matrix products for one image: a measure of what a run costs. */
export function multiplications(graph: Pick<Graph, 'nodes' | 'constants'>, shapes: Shapes): number {
  const dims = (name = '') => shapes.get(name) ?? graph.constants.get(name)?.dims ?? [];
  return graph.nodes.reduce((sum, node) => sum + ofNode(node, dims), 0);
}

/** Numbers of the result times the products that each is the sum of. */
function ofNode(node: Node, dims: (name?: string) => readonly number[]): number {
  const [x, w] = node.inputs;
  const results = elementCount(dims(node.outputs[0]));
  switch (node.op) {
    case 'Conv':
      return results * elementCount(dims(w).slice(1));
    case 'ConvTranspose':
      return elementCount(dims(x)) * elementCount(dims(w).slice(1));
    case 'Gemm':
      return results * (dims(w)[intAttribute(node, 'transB', 0)] ?? 1);
    case 'MatMul':
      return results * (dims(x).at(-1) ?? 1);
    default:
      return 0;
  }
}
