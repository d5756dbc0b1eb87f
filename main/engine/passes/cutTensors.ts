import { consumersOf, type Graph } from '../onnx/ir.ts';
import { ancestors, dependents } from './dependence.ts';

/** Tensors through which everything from the image to the logits passes: alone alive when they are written. */
export function cutTensors(graph: Graph, input: string, logits: string): Set<string> {
  const varying = dependents(graph, [input]);
  const needed = ancestors(graph, [logits]);
  const consumers = consumersOf(graph);
  const relevant = (name: string) => name !== '' && varying.has(name) && needed.has(name);
  const readsLeft = new Map<string, number>();
  for (const [name, readers] of consumers) {
    readsLeft.set(name, readers.filter((node) => node.outputs.some(relevant)).length);
  }
  const alive = new Set([input]);
  const cuts = new Set<string>();
  for (const node of graph.nodes) {
    if (!node.outputs.some(relevant)) continue;
    for (const name of new Set(node.inputs)) {
      const left = (readsLeft.get(name) ?? 0) - 1;
      readsLeft.set(name, left);
      if (left === 0 && name !== logits) alive.delete(name);
    }
    for (const output of node.outputs) if (relevant(output)) alive.add(output);
    if (alive.size === 1) for (const name of alive) cuts.add(name);
  }
  return cuts;
}
