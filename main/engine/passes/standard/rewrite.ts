import { Builder, type AttributeInit } from '../../onnx/builder.ts';
import type { Constant } from '../../onnx/constant.ts';
import { makeNode } from '../../onnx/builder.ts';
import { WorkbenchError } from '../../../../shared/errors.ts';
import { describeNode, type Graph, type Node } from '../../onnx/ir.ts';
import { renameNode } from '../renameGraph.ts';
import type { Shapes } from '../specialise.ts';

/** A node that is written anew by others, which keep its name and the exporter's notes. */
export class Rewriting {
  readonly node: Node;
  readonly #builder: Builder;
  readonly #shapes: Shapes;
  readonly written: Node[] = [];

  constructor(node: Node, builder: Builder, shapes: Shapes) {
    this.node = node;
    this.#builder = builder;
    this.#shapes = shapes;
  }

  /** Name of input number `position`; empty where it is absent. */
  input(position: number): string {
    return this.node.inputs[position] ?? '';
  }

  has(position: number): boolean {
    return this.input(position) !== '';
  }

  constant(name: string): Constant | undefined {
    return this.#builder.constantOf(name);
  }

  /** Shape of a tensor of the model as it was. */
  dims(name: string): readonly number[] {
    const dims = this.#shapes.get(name) ?? this.constant(name)?.dims;
    if (!dims) throw this.unsupported(`the shape of '${name}' is not known`);
    return dims;
  }

  /** Writes a node of the standard domain. @returns name of its result */
  write(
    op: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, AttributeInit>> = {},
  ): string {
    const output = this.#builder.name(op);
    const { name, metadata } = this.node;
    this.written.push({ ...makeNode(op, inputs, [output], attributes), name, metadata });
    return output;
  }

  scalar(value: number): string {
    return this.#builder.scalar(value);
  }

  ints(values: readonly number[]): string {
    return this.#builder.ints(values);
  }

  unsupported(reason: string): WorkbenchError {
    return new WorkbenchError('model-unsupported', `${describeNode(this.node)} cannot be read: ${reason}.`);
  }
}

/** Writes a node anew; the names of its results, in order, or of its only one. */
export type Rewrite = (rewriting: Rewriting) => string | readonly string[];

/**
 * Puts other nodes in the place of some.
 * @param choose how a node is written anew; undefined for one that stays
 */
export function rewriteNodes(
  graph: Graph,
  shapes: Shapes,
  choose: (node: Node) => Rewrite | undefined,
): Graph {
  const builder = new Builder({ ...graph, nodes: [] });
  for (const node of graph.nodes) {
    const rewrite = choose(node);
    if (!rewrite) {
      builder.append(node);
      continue;
    }
    builder.setPrefix(node.outputs.find((output) => output !== '') ?? node.name);
    const rewriting = new Rewriting(node, builder, shapes);
    const results = rewrite(rewriting);
    for (const each of underOldNames(rewriting, typeof results === 'string' ? [results] : results)) {
      builder.append(each);
    }
  }
  return builder.graph(graph.name, graph.inputs, graph.outputs);
}

/** The written nodes, the results under the names that the rest of the graph reads. */
function underOldNames({ node, written }: Rewriting, results: readonly string[]): Node[] {
  const own = new Set(written.flatMap((each) => each.outputs));
  const renamed = new Map<string, string>();
  const passed: Node[] = [];
  for (const [position, output] of node.outputs.entries()) {
    const result = results[position];
    if (output === '' || result === undefined) continue;
    if (own.has(result) && !renamed.has(result)) renamed.set(result, output);
    else passed.push(makeNode('Identity', [renamed.get(result) ?? result], [output]));
  }
  const rename = (tensor: string) => renamed.get(tensor) ?? tensor;
  return [...written.map((each) => renameNode(each, rename)), ...passed];
}
