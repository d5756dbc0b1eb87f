import { DataType, floatConstant, int64Constant, type Constant, type FloatType } from './constant.ts';
import type { Attribute, Graph, Node, ValueInfo } from './ir.ts';
import { readsOf } from './order.ts';

export type AttributeInit = number | string | readonly number[] | Attribute;

/**
 * Collects nodes and constants of a graph that is being written, and gives every tensor a name of its
 * own. Names are made from a prefix that says which node of the model the new ones belong to.
 */
export class Builder {
  readonly #nodes: Node[] = [];
  readonly #constants = new Map<string, Constant>();
  readonly #taken: Set<string>;
  readonly #shared = new Map<string, string>();
  #counter = 0;
  #prefix = '';

  /** Element type of the floating-point tensors: float32, or float64 where a test asks for it. */
  readonly floatType: FloatType;

  constructor(base: Pick<Graph, 'nodes' | 'constants' | 'inputs'>, floatType: FloatType = DataType.float32) {
    this.floatType = floatType;
    this.#nodes.push(...base.nodes);
    for (const [name, constant] of base.constants) this.#constants.set(name, constant);
    this.#taken = new Set(base.constants.keys());
    for (const input of base.inputs) this.#taken.add(input.name);
    for (const node of base.nodes) for (const output of node.outputs) this.#taken.add(output);
  }

  /** New tensors are named after `prefix` until the next call. */
  setPrefix(prefix: string): void {
    this.#prefix = prefix;
  }

  /** A name nobody has. */
  name(hint: string): string {
    let name: string;
    do {
      this.#counter += 1;
      name = `${this.#prefix}/${hint}_${String(this.#counter)}`;
    } while (this.#taken.has(name));
    this.#taken.add(name);
    return name;
  }

  /** Appends a node with one output and returns the output's name. */
  node(
    op: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, AttributeInit>> = {},
  ): string {
    const [output] = this.nodeWithOutputs(op, inputs, 1, attributes);
    return output as string;
  }

  /** Appends a node with `count` outputs and returns their names. */
  nodeWithOutputs(
    op: string,
    inputs: readonly string[],
    count: number,
    attributes: Readonly<Record<string, AttributeInit>> = {},
  ): string[] {
    const outputs = Array.from({ length: count }, () => this.name(op));
    this.append(makeNode(op, inputs, outputs, attributes));
    return outputs;
  }

  append(node: Node): void {
    for (const output of node.outputs) this.#taken.add(output);
    this.#nodes.push(node);
  }

  constant(value: Constant, hint = 'constant'): string {
    const name = this.name(hint);
    this.#constants.set(name, value);
    return name;
  }

  /** Puts a constant under a name of the caller's choice. */
  define(name: string, value: Constant): void {
    this.#taken.add(name);
    this.#constants.set(name, value);
  }

  constantOf(name: string): Constant | undefined {
    return this.#constants.get(name);
  }

  /** A scalar of the graph's float type; equal scalars are one constant. */
  scalar(value: number): string {
    return this.#once(`f${String(value)}`, () => floatConstant(this.floatType, [], [value]));
  }

  /** A 1-D int64 constant; equal ones are one. */
  ints(values: readonly number[]): string {
    return this.#once(`i${values.join(',')}`, () => int64Constant([values.length], values));
  }

  #once(key: string, make: () => Constant): string {
    const known = this.#shared.get(key);
    if (known !== undefined) return known;
    const name = this.constant(make(), 'value');
    this.#shared.set(key, name);
    return name;
  }

  /** The graph so far, with only the nodes and constants that the outputs need. */
  graph(name: string, inputs: readonly ValueInfo[], outputs: readonly ValueInfo[]): Graph {
    const needed = new Set(outputs.map((output) => output.name));
    const nodes: Node[] = [];
    for (let index = this.#nodes.length - 1; index >= 0; index -= 1) {
      const node = this.#nodes[index] as Node;
      if (!node.outputs.some((output) => needed.has(output))) continue;
      nodes.push(node);
      for (const input of readsOf(node)) needed.add(input);
    }
    const constants = new Map([...this.#constants].filter(([key]) => needed.has(key)));
    return { name, nodes: nodes.reverse(), constants, inputs, outputs };
  }
}

/** A node of the standard domain; plain numbers become int attributes, number lists become ints. */
export function makeNode(
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, AttributeInit>> = {},
): Node {
  return {
    op,
    domain: '',
    name: outputs[0] ?? op,
    inputs,
    outputs,
    attributes: new Map(Object.entries(attributes).map(([key, value]) => [key, toAttribute(value)])),
    metadata: new Map(),
  };
}

function toAttribute(value: AttributeInit): Attribute {
  if (typeof value === 'number') return { type: 'int', value };
  if (typeof value === 'string') return { type: 'string', value };
  return 'type' in value ? value : { type: 'ints', value };
}

/** A float attribute, which a plain number would not become. */
export function float(value: number): Attribute {
  return { type: 'float', value };
}
