import type { Constant } from './constant.ts';

/*
 * Plain classes for an ONNX graph. They know nothing of protobuf (serde.ts does) and nothing of any
 * runtime, so that a pass or a rule can be read and tested without either.
 */

export type Attribute =
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'int'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'tensor'; readonly value: Constant }
  | { readonly type: 'graph'; readonly value: Graph }
  | { readonly type: 'floats'; readonly value: readonly number[] }
  | { readonly type: 'ints'; readonly value: readonly number[] }
  | { readonly type: 'strings'; readonly value: readonly string[] };

export type Attributes = ReadonlyMap<string, Attribute>;

/** One operator call. An absent optional input or output is the empty string, as in ONNX. */
export interface Node {
  readonly op: string;
  /** Empty for the standard domain. */
  readonly domain: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Attributes;
  /** The exporter's notes on the node, e.g. its module path. */
  readonly metadata: ReadonlyMap<string, string>;
}

/** A graph input or output. A dimension is a number, a symbol, or null when the file says nothing. */
export interface ValueInfo {
  readonly name: string;
  readonly dtype: number;
  readonly dims: readonly (number | string | null)[] | null;
}

/** Nodes are in topological order; every name is written once. */
export interface Graph {
  readonly name: string;
  readonly nodes: readonly Node[];
  readonly constants: ReadonlyMap<string, Constant>;
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
}

/** A function local to a model file: nodes that a node of its name stands for. */
export interface LocalFunction {
  readonly domain: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributeDefaults: Attributes;
  readonly nodes: readonly FunctionNode[];
}

/** A node of a function body, whose attributes may refer to the caller's. */
export interface FunctionNode extends Node {
  /** Attribute name here -> attribute name at the call. */
  readonly attributeReferences: ReadonlyMap<string, string>;
}

export interface Model {
  readonly irVersion: number;
  /** Version of each operator domain; '' is the standard one. */
  readonly opsets: ReadonlyMap<string, number>;
  readonly producer: string;
  readonly metadata: ReadonlyMap<string, string>;
  readonly functions: readonly LocalFunction[];
  readonly graph: Graph;
}

export function intAttribute(node: Node, name: string, fallback: number): number {
  const attribute = node.attributes.get(name);
  return attribute?.type === 'int' ? attribute.value : fallback;
}

export function floatAttribute(node: Node, name: string, fallback: number): number {
  const attribute = node.attributes.get(name);
  return attribute?.type === 'float' ? attribute.value : fallback;
}

export function stringAttribute(node: Node, name: string, fallback: string): string {
  const attribute = node.attributes.get(name);
  return attribute?.type === 'string' ? attribute.value : fallback;
}

export function intsAttribute(node: Node, name: string): readonly number[] | undefined {
  const attribute = node.attributes.get(name);
  return attribute?.type === 'ints' ? attribute.value : undefined;
}

/** "Conv node 'stem/conv'": how a node is called in front of the person. */
export function describeNode(node: Node): string {
  const operator = node.domain === '' ? node.op : `${node.domain}.${node.op}`;
  return `${operator} node '${node.name === '' ? (node.outputs[0] ?? '') : node.name}'`;
}

/** Tensor name -> the node that writes it. */
export function producersOf(graph: Graph): Map<string, Node> {
  const producers = new Map<string, Node>();
  for (const node of graph.nodes) {
    for (const output of node.outputs) if (output !== '') producers.set(output, node);
  }
  return producers;
}

/** Tensor name -> the nodes that read it. */
export function consumersOf(graph: Graph): Map<string, Node[]> {
  const consumers = new Map<string, Node[]>();
  for (const node of graph.nodes) {
    for (const input of new Set(node.inputs)) {
      const readers = consumers.get(input);
      if (readers) readers.push(node);
      else consumers.set(input, [node]);
    }
  }
  return consumers;
}
