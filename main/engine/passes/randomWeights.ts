import { elementCount } from '../../../shared/tensor.ts';
import { randomOrder, randomStream } from '../random.ts';
import { DataType, floatsOf, likeConstant, type Constant } from '../onnx/constant.ts';
import type { Graph, Node } from '../onnx/ir.ts';

/** Operators that carry what a network has learnt. */
const LEARNT = new Set([
  'BatchNormalization',
  'Conv',
  'ConvTranspose',
  'Einsum',
  'Gemm',
  'GroupNormalization',
  'InstanceNormalization',
  'LayerNormalization',
  'MatMul',
  'PRelu',
]);

const FLOATS = new Set<number>([DataType.float32, DataType.float64]);

/** The nodes with weights, from the image to the logits. */
export function weightedNodes(graph: Graph): Node[] {
  return graph.nodes.filter((node) => weightNames(node, graph).length > 0);
}

/**
 * The graph with the weights of some nodes randomised: the values of each tensor are shuffled, so that its distribution
 * stays what it was and a variance stays positive. A tensor that several nodes share changes for all of them.
 * @param nodes of `weightedNodes`
 * @param seed decides the order; a tensor is shuffled alike whichever others are
 * @param known tensors of this graph that this seed has shuffled before; new ones are added
 */
export function randomiseWeights(
  graph: Graph,
  nodes: readonly Node[],
  seed: number,
  known = new Map<string, Constant>(),
): Graph {
  const constants = new Map(graph.constants);
  for (const name of new Set(nodes.flatMap((node) => weightNames(node, graph)))) {
    const constant = graph.constants.get(name) as Constant;
    const random = known.get(name) ?? shuffled(constant, seed ^ hashOf(name));
    known.set(name, random);
    constants.set(name, random);
  }
  return { ...graph, constants };
}

function weightNames({ op, domain, inputs }: Node, { constants }: Graph): string[] {
  if (domain !== '' || !LEARNT.has(op)) return [];
  return inputs.filter((name) => {
    const constant = constants.get(name);
    return constant !== undefined && FLOATS.has(constant.dtype) && elementCount(constant.dims) > 1;
  });
}

function shuffled(constant: Constant, seed: number): Constant {
  const values = floatsOf(constant) as Float32Array | Float64Array;
  const order = randomOrder(values.length, randomStream(seed));
  const moved = values.slice();
  for (const [to, from] of order.entries()) moved[to] = values[from] as number;
  return likeConstant(constant, constant.dims, moved);
}

/** A number for a name (FNV-1a), so that equal seeds do not shuffle all tensors of one size alike. */
function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
