import { floatsOf } from '../onnx/constant.ts';
import { floatAttribute, intAttribute, producersOf, type Graph, type Node } from '../onnx/ir.ts';
import type { Head } from '../head.ts';
import { scoreOf } from '../targets.ts';

/** How scores are read from what a run gives for a coalition. */
export interface Readout {
  /** The tensor that is fetched: the logits, or what the last layer makes them from. */
  readonly tensor: string;
  /** Seed -> score of a row of that tensor. */
  scorer(seed: Float32Array): (row: Float32Array) => number;
}

/** All logits are computed, and weighed by the seed. */
export function logitsReadout(head: Head): Readout {
  return { tensor: head.logits, scorer: (seed) => (row) => scoreOf(seed, row) };
}

/**
 * Where the logits come from one matrix product with constants, only the product's row for the seed is computed:
 * seed . (h W + b) = h . (W seed) + b . seed.
 */
export function rowReadout(head: Head): Readout | null {
  const { graph } = head.model;
  const producers = producersOf(graph);
  const last = producers.get(head.logits);
  if (last?.op === 'Gemm') return gemmReadout(last, graph, head);
  if (last?.op === 'MatMul') return productReadout(last, undefined, graph, head);
  if (last?.op !== 'Add') return null;
  for (const [at, name] of last.inputs.entries()) {
    const product = producers.get(name);
    if (product?.op === 'MatMul') return productReadout(product, last.inputs[1 - at], graph, head);
  }
  return null;
}

function gemmReadout(node: Node, graph: Graph, head: Head): Readout | null {
  if (intAttribute(node, 'transA', 0) !== 0) return null;
  const options = {
    transposed: intAttribute(node, 'transB', 0) === 1,
    alpha: floatAttribute(node, 'alpha', 1),
    beta: floatAttribute(node, 'beta', 1),
  };
  return readoutOf(node, node.inputs[2], options, graph, head);
}

function productReadout(node: Node, bias: string | undefined, graph: Graph, head: Head): Readout | null {
  return readoutOf(node, bias, { transposed: false, alpha: 1, beta: 1 }, graph, head);
}

function readoutOf(
  { inputs: [tensor = '', weight = ''] }: Node,
  bias: string | undefined,
  { transposed, alpha, beta }: { transposed: boolean; alpha: number; beta: number },
  graph: Graph,
  { classes, walk: { facts } }: Head,
): Readout | null {
  const rows = facts.shapes.get(tensor) ?? [];
  const w = constantFloats(weight, graph);
  const b = bias === undefined || bias === '' ? new Float32Array(classes) : constantFloats(bias, graph);
  if (!w || b?.length !== classes || rows.length !== 2 || !facts.varying.has(tensor)) return null;
  const features = rows[1] as number;
  if (w.length !== features * classes) return null;
  const at = transposed
    ? (k: number, c: number) => w[c * features + k] as number
    : (k: number, c: number) => w[k * classes + c] as number;
  return {
    tensor,
    scorer(seed) {
      const column = new Float64Array(features);
      let offset = 0;
      for (const [c, share] of seed.entries()) {
        if (share === 0) continue;
        offset += share * beta * (b[c] as number);
        for (let k = 0; k < features; k += 1) column[k] = (column[k] as number) + share * alpha * at(k, c);
      }
      return (row) => {
        let score = offset;
        for (let k = 0; k < features; k += 1) score += (column[k] as number) * (row[k] as number);
        return score;
      };
    },
  };
}

function constantFloats(name: string, graph: Graph): Float32Array | Float64Array | undefined {
  const constant = graph.constants.get(name);
  return constant && floatsOf(constant);
}
