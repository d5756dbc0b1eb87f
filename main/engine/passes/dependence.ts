import { readsOf } from '../onnx/order.ts';
import type { Graph, Node } from '../onnx/ir.ts';

/** Inputs on whose values the output depends, for operators that take the others' shape or type only. */
const VALUE_INPUTS: Readonly<Record<string, readonly number[]>> = {
  Shape: [],
  Size: [],
  CastLike: [0],
  EyeLike: [],
};

/** Tensors whose values a node's outputs depend on. */
export function valuesRead(node: Node): string[] {
  const positions = VALUE_INPUTS[node.op];
  return positions ? positions.map((position) => node.inputs[position] ?? '') : readsOf(node);
}

/** Every tensor whose values depend on the values of `roots`, the roots included. */
export function dependents(graph: Pick<Graph, 'nodes'>, roots: Iterable<string>): Set<string> {
  const reached = new Set(roots);
  for (const node of graph.nodes) {
    if (!valuesRead(node).some((input) => reached.has(input))) continue;
    for (const output of node.outputs) if (output !== '') reached.add(output);
  }
  return reached;
}

/** Every tensor that is needed to compute `targets`, the targets included. */
export function ancestors(graph: Pick<Graph, 'nodes'>, targets: Iterable<string>): Set<string> {
  const needed = new Set(targets);
  for (let index = graph.nodes.length - 1; index >= 0; index -= 1) {
    const node = graph.nodes[index];
    if (!node?.outputs.some((output) => needed.has(output))) continue;
    for (const input of readsOf(node)) if (input !== '') needed.add(input);
  }
  return needed;
}
