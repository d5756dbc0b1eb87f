import { readsOf } from '../onnx/order.ts';
import type { Graph, Node, ValueInfo } from '../onnx/ir.ts';

/**
 * The part of a graph that computes `outputs` from `inputs`: nodes upstream of the inputs are cut off.
 * Tensors that are needed and neither computed nor constant must be among `inputs`.
 */
export function extract(graph: Graph, inputs: readonly ValueInfo[], outputs: readonly ValueInfo[]): Graph {
  const given = new Set(inputs.map((input) => input.name));
  const needed = new Set(outputs.map((output) => output.name));
  const nodes: Node[] = [];
  for (let index = graph.nodes.length - 1; index >= 0; index -= 1) {
    const node = graph.nodes[index] as Node;
    if (!node.outputs.some((output) => needed.has(output) && !given.has(output))) continue;
    nodes.push(node);
    for (const input of readsOf(node)) needed.add(input);
  }
  const constants = new Map([...graph.constants].filter(([name]) => needed.has(name) && !given.has(name)));
  return { name: graph.name, nodes: nodes.reverse(), constants, inputs, outputs };
}
