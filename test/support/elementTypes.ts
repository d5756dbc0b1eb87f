import { DataType } from '../../main/engine/onnx/constant.ts';
import { intAttribute, type Graph, type Node } from '../../main/engine/onnx/ir.ts';

const INTEGERS = new Set(['Shape', 'Size', 'ArgMax', 'ArgMin']);
const TRUTH_VALUES = new Set([
  'Equal',
  'Greater',
  'GreaterOrEqual',
  'Less',
  'LessOrEqual',
  'And',
  'Or',
  'Not',
]);

/** Element type of every tensor of a graph of standard operators. */
export function elementTypes(graph: Graph): Map<string, number> {
  const types = new Map<string, number>(graph.inputs.map((input) => [input.name, input.dtype]));
  for (const [name, { dtype }] of graph.constants) types.set(name, dtype);
  for (const node of graph.nodes) {
    for (const [index, output] of node.outputs.entries()) types.set(output, typeOf(node, index, types));
  }
  return types;
}

function typeOf(node: Node, output: number, types: ReadonlyMap<string, number>): number {
  if (INTEGERS.has(node.op) || (node.op === 'MaxPool' && output === 1)) return DataType.int64;
  if (TRUTH_VALUES.has(node.op)) return DataType.bool;
  if (node.op === 'Cast') return intAttribute(node, 'to', 0);
  const source = node.inputs[node.op === 'Where' ? 1 : 0] ?? '';
  return types.get(source) ?? 0;
}
