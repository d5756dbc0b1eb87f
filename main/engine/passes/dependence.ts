import { readsOf } from '../onnx/order.ts';
import type { Graph } from '../onnx/ir.ts';

/** Operators whose output depends on the shape of their first input, not on its values. */
const SHAPE_ONLY = new Set(['Shape', 'Size']);

/** Every tensor whose values depend on the values of `roots`, the roots included. */
export function dependents(graph: Pick<Graph, 'nodes'>, roots: Iterable<string>): Set<string> {
  const reached = new Set(roots);
  for (const node of graph.nodes) {
    if (SHAPE_ONLY.has(node.op) || !readsOf(node).some((input) => reached.has(input))) continue;
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
