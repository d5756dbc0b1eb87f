import { consumersOf, type Graph, type Node } from '../onnx/ir.ts';
import { ancestors, dependents } from './dependence.ts';

/**
 * Tensors through which everything from the image to the logits passes: alone alive when they are written.
 * @param carries whether what is looked for passes from a tensor to a node that reads it
 */
export function cutTensors(
  graph: Graph,
  input: string,
  logits: string,
  carries: (tensor: string, node: Node) => boolean = () => true,
): Set<string> {
  const varying = dependents(graph, [input]);
  const needed = ancestors(graph, [logits]);
  const isRelevant = (name: string) => name !== '' && varying.has(name) && needed.has(name);
  const readsLeft = new Map<string, number>([[logits, 1]]);
  for (const [name, readers] of consumersOf(graph)) {
    const reads = readers.filter((node) => node.outputs.some(isRelevant) && carries(name, node)).length;
    readsLeft.set(name, (readsLeft.get(name) ?? 0) + reads);
  }
  const alive = new Set([input]);
  const cuts = new Set<string>();
  for (const node of graph.nodes) {
    if (!node.outputs.some(isRelevant)) continue;
    for (const name of new Set(node.inputs)) {
      if (!carries(name, node)) continue;
      const left = (readsLeft.get(name) ?? 0) - 1;
      readsLeft.set(name, left);
      if (left === 0) alive.delete(name);
    }
    const written = node.outputs.filter((name) => isRelevant(name) && (readsLeft.get(name) ?? 0) > 0);
    for (const output of written) alive.add(output);
    if (alive.size === 1 && written.length > 0) for (const name of alive) cuts.add(name);
  }
  return cuts;
}
