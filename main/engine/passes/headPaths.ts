import type { Graph, Node } from '../onnx/ir.ts';
import { valuesRead } from './dependence.ts';
import type { FindRegion } from './elementwiseRegion.ts';

/** A set of layers, one bit each: layer number i is bit i. */
export type LayerBits = bigint;

/** A node that stands on the way from some layers to the output. */
export interface PathNode {
  readonly node: Node;
  /** Layers in whose heads the node stands. */
  readonly layers: LayerBits;
  /** Those of them for which the node is the end of a region, which counts as one node. */
  readonly regions: LayerBits;
}

export interface HeadPaths {
  /** Last node first. */
  readonly nodes: readonly PathNode[];
  /** Layers on whose values a tensor depends. */
  readonly reaching: (tensor: string) => LayerBits;
}

/**
 * Finds the heads of many layers at a time, in one pass forwards (what depends on which layer) and one backwards
 * (what of that the output needs).
 * @param regionAt finds the region that a node ends
 */
export function headPaths(
  graph: Graph,
  layers: readonly string[],
  output: string,
  regionAt: (node: Node) => FindRegion | undefined,
): HeadPaths {
  const own = new Map(layers.map((tensor, index) => [tensor, 1n << BigInt(index)]));
  const dependence = new Map(own);
  const reaching = (tensor: string) => dependence.get(tensor) ?? 0n;
  const arriving = graph.nodes.map((node) => {
    const bits = unionOf(valuesRead(node).map(reaching));
    if (bits !== 0n) {
      for (const name of node.outputs) if (name !== '') dependence.set(name, bits | (own.get(name) ?? 0n));
    }
    return bits;
  });

  const wanted = new Map<string, LayerBits>([[output, (1n << BigInt(layers.length)) - 1n]]);
  const want = (tensor: string, bits: LayerBits) => {
    const some = bits & reaching(tensor);
    if (some !== 0n) wanted.set(tensor, (wanted.get(tensor) ?? 0n) | some);
  };
  const nodes: PathNode[] = [];
  for (let index = graph.nodes.length - 1; index >= 0; index -= 1) {
    const node = graph.nodes[index] as Node;
    const bits = unionOf(node.outputs.map((name) => wanted.get(name) ?? 0n)) & (arriving[index] ?? 0n);
    if (bits === 0n) continue;
    let regions = 0n;
    const findRegion = regionAt(node);
    for (const layer of findRegion ? membersOf(bits) : []) {
      const region = findRegion?.((tensor) => (reaching(tensor) & layer) !== 0n);
      if (!region) continue;
      regions |= layer;
      want(region.input, layer);
    }
    for (const input of node.inputs) want(input, bits & ~regions);
    nodes.push({ node, layers: bits, regions });
  }
  return { nodes, reaching };
}

function unionOf(sets: readonly LayerBits[]): LayerBits {
  return sets.reduce((union, bits) => union | bits, 0n);
}

/** The layers of a set, each as a set of one. */
function* membersOf(bits: LayerBits): Generator<LayerBits> {
  for (let left = bits; left !== 0n; left &= left - 1n) yield left & -left;
}
