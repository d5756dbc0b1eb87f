import type { Attribute, Graph, Node } from '../onnx/ir.ts';

/** A node whose tensors, also those that its subgraphs capture, go by other names. */
export function renameNode(node: Node, rename: (tensor: string) => string): Node {
  const attributes = new Map<string, Attribute>();
  for (const [key, attribute] of node.attributes) {
    attributes.set(
      key,
      attribute.type === 'graph'
        ? { type: 'graph', value: renameCaptures(attribute.value, rename) }
        : attribute,
    );
  }
  return { ...node, inputs: node.inputs.map(rename), outputs: node.outputs.map(rename), attributes };
}

/** A subgraph of which only what it captures from outside goes by other names. */
function renameCaptures(graph: Graph, rename: (tensor: string) => string): Graph {
  const own = ownNames(graph);
  const outside = (tensor: string) => (own.has(tensor) ? tensor : rename(tensor));
  return {
    ...graph,
    nodes: graph.nodes.map((node) => renameNode(node, outside)),
    outputs: graph.outputs.map((output) => ({ ...output, name: outside(output.name) })),
  };
}

/** Tensors that a graph itself defines. */
export function ownNames(graph: Graph): Set<string> {
  const inputs = graph.inputs.map((input) => input.name);
  return new Set([...graph.constants.keys(), ...inputs, ...graph.nodes.flatMap((node) => node.outputs)]);
}

/** A graph whose tensors, inputs and outputs go by other names. */
export function renameGraph(graph: Graph, rename: (tensor: string) => string): Graph {
  const renamed = <T extends { readonly name: string }>(each: T): T => ({ ...each, name: rename(each.name) });
  return {
    ...graph,
    nodes: graph.nodes.map((node) => renameNode(node, rename)),
    constants: new Map([...graph.constants].map(([name, value]) => [rename(name), value])),
    inputs: graph.inputs.map(renamed),
    outputs: graph.outputs.map(renamed),
  };
}
