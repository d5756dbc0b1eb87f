import { DataType, dataTypeName } from '../onnx/constant.ts';
import type { Attribute, Graph, Model, Node, ValueInfo } from '../onnx/ir.ts';
import { isOtherFloat, toSinglePrecision } from '../onnx/singlePrecision.ts';

/** Attributes that name the element type of a result. */
const TYPE_ATTRIBUTES = new Set(['to', 'dtype']);

export interface SinglePrecision {
  readonly model: Model;
  /** What the person should know of it. */
  readonly notes: readonly string[];
}

/**
 * Writes a model of half, bfloat16 or double precision in float32: its weights and inputs, and every cast to those
 * widths. It is explained with the numbers that the file holds, and without the rounding between operators.
 */
export function singlePrecision(model: Model): SinglePrecision {
  const found = new Set<number>();
  const graph = convertGraph(model.graph, found);
  if (found.size === 0) return { model, notes: [] };
  const widths = [...found].map(dataTypeName).join(' and ');
  const note = `The model holds ${widths} numbers: it is explained in float32, without their rounding.`;
  return { model: { ...model, graph }, notes: [note] };
}

function convertGraph(graph: Graph, found: Set<number>): Graph {
  const note = (dtype: number) => isOtherFloat(dtype) && found.add(dtype);
  for (const info of graph.inputs) note(info.dtype);
  for (const constant of graph.constants.values()) note(constant.dtype);
  return {
    ...graph,
    nodes: graph.nodes.map((node) => convertNode(node, found)),
    constants: new Map([...graph.constants].map(([name, value]) => [name, toSinglePrecision(value)])),
    inputs: graph.inputs.map(convertInfo),
    outputs: graph.outputs.map(convertInfo),
  };
}

function convertInfo(info: ValueInfo): ValueInfo {
  return isOtherFloat(info.dtype) ? { ...info, dtype: DataType.float32 } : info;
}

function convertNode(node: Node, found: Set<number>): Node {
  if (node.attributes.size === 0) return node;
  const attributes = new Map(
    [...node.attributes].map(([name, attribute]) => [name, convertAttribute(name, attribute, found)]),
  );
  return { ...node, attributes };
}

function convertAttribute(name: string, attribute: Attribute, found: Set<number>): Attribute {
  switch (attribute.type) {
    case 'tensor':
      return { type: 'tensor', value: toSinglePrecision(attribute.value) };
    case 'graph':
      return { type: 'graph', value: convertGraph(attribute.value, found) };
    case 'int':
      return TYPE_ATTRIBUTES.has(name) && isOtherFloat(attribute.value)
        ? { type: 'int', value: DataType.float32 }
        : attribute;
    default:
      return attribute;
  }
}
