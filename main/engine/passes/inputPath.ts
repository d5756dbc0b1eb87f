import { consumersOf, type Graph, type Node } from '../onnx/ir.ts';

/** Operators that a graph applies to each value of its image before the network proper: types and normalisation. */
const PREPARING = new Set([
  'Identity',
  'Cast',
  'Transpose',
  'Add',
  'Sub',
  'Mul',
  'Div',
  'BatchNormalization',
  'QuantizeLinear',
  'DequantizeLinear',
]);

/** The nodes that an image goes through one after another, the first one that does more than prepare it included. */
export function inputPath(graph: Graph, input: string): Node[] {
  const consumers = consumersOf(graph);
  const path: Node[] = [];
  let tensor = input;
  for (;;) {
    const [node, ...others] = consumers.get(tensor)?.filter(({ op }) => op !== 'Shape') ?? [];
    if (!node || others.length > 0) return path;
    path.push(node);
    if (!PREPARING.has(node.op)) return path;
    tensor = node.outputs[0] ?? '';
  }
}
