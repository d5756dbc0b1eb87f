import type { Graph, Node } from '../onnx/ir.ts';
import { ancestors } from './dependence.ts';
import type { Layouts } from './layouts.ts';
import { positionsTaken } from './positionsTaken.ts';
import type { Shapes } from './specialise.ts';

/**
 * Tells by which reads the patches of a token tensor reach the logits. What is computed for patch tokens after the last
 * block has mixed tokens is thrown away where the class token alone is read.
 * @returns whether a node carries on patches of a tensor that it reads; true for tensors without a grid
 */
export function patchUse(
  graph: Graph,
  shapes: Shapes,
  layouts: Layouts,
  logits: string,
): (tensor: string, node: Node) => boolean {
  const needed = ancestors(graph, [logits]);
  const used = new Set<string>();
  const carries = (tensor: string, node: Node): boolean => {
    const grid = layouts.grid(tensor);
    if (!grid) return true;
    if (!node.outputs.some((output) => needed.has(output))) return false;
    if (layouts.keepsTokens(node, tensor)) return node.outputs.some((output) => used.has(output));
    const taken = positionsTaken(node, graph, shapes.get(tensor) ?? [], grid.axis);
    const patches = grid.height * grid.width;
    return taken?.some((position) => position >= grid.before && position < grid.before + patches) ?? true;
  };
  for (const node of [...graph.nodes].reverse()) {
    for (const input of node.inputs) if (carries(input, node)) used.add(input);
  }
  return carries;
}
