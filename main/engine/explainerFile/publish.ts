import type { Graph } from '../onnx/ir.ts';
import { makeNode } from '../onnx/builder.ts';
import { ownNames, renameGraph } from '../passes/renameGraph.ts';

/** A graph under the names that a reader expects. */
export interface Published {
  readonly graph: Graph;
  /** Tensors of the model that go by another name here -> their own name. */
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * Gives a graph's inputs and outputs names of our choice; tensors of the model that have such a name go by another.
 * @param inputs their names now -> then
 * @param outputs names for the graph's outputs, in order
 */
export function publish(
  graph: Graph,
  inputs: ReadonlyMap<string, string>,
  outputs: readonly string[],
): Published {
  const names = new Map(inputs);
  const copies: [from: string, to: string][] = [];
  for (const [index, { name }] of graph.outputs.entries()) {
    const wanted = outputs[index] as string;
    if (graph.constants.has(name) || names.has(name)) copies.push([name, wanted]);
    else names.set(name, wanted);
  }
  const own = ownNames(graph);
  const claimed = new Set([...names.values(), ...outputs]);
  for (const name of own) {
    if (!claimed.has(name) || names.has(name)) continue;
    let other = `model/${name}`;
    while (own.has(other) || claimed.has(other)) other += '_';
    claimed.add(other);
    names.set(name, other);
  }
  const rename = (name: string) => names.get(name) ?? name;
  const renamed = renameGraph(graph, rename);
  return {
    graph: {
      ...renamed,
      nodes: [...renamed.nodes, ...copies.map(([from, to]) => makeNode('Identity', [rename(from)], [to]))],
      outputs: graph.outputs.map((info, index) => ({ ...info, name: outputs[index] as string })),
    },
    renamed: new Map([...names].filter(([from, to]) => from !== to).map(([from, to]) => [to, from])),
  };
}
