import type { Constant } from '../onnx/constant.ts';
import type { Graph } from '../onnx/ir.ts';
import { renameNode } from './renameGraph.ts';

/**
 * Keeps one of several equal constants: a graph that is walked twice holds what its walks made twice. Weights that lie
 * in a file have been there before the walks, and are left alone.
 */
export function shareConstants(graph: Graph): Graph {
  const alike = new Map<string, [name: string, value: Constant][]>();
  const kept = new Map<string, string>();
  for (const [name, value] of graph.constants) {
    if (value.place) continue;
    const key = `${String(value.dtype)} ${value.dims.join(',')}`;
    const others = alike.get(key) ?? [];
    const same = others.find(([, other]) => Buffer.compare(other.bytes, value.bytes) === 0);
    if (same) kept.set(name, same[0]);
    else alike.set(key, [...others, [name, value]]);
  }
  const share = (name: string) => kept.get(name) ?? name;
  return {
    ...graph,
    nodes: graph.nodes.map((node) => renameNode(node, share)),
    constants: new Map([...graph.constants].filter(([name]) => !kept.has(name))),
  };
}
