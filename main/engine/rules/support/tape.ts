import { WorkbenchError } from '../../../../shared/errors.ts';
import type { Builder } from '../../onnx/builder.ts';
import type { Constant } from '../../onnx/constant.ts';
import { describeNode, type Node } from '../../onnx/ir.ts';
import type { BatchAxes } from '../../passes/batchAxes.ts';
import type { Region } from '../../passes/elementwiseRegion.ts';
import type { Shapes } from '../../passes/specialise.ts';

/** What a tape needs to know of the graph it walks. */
export interface TapeGraph {
  readonly shapes: Shapes;
  readonly axes: BatchAxes;
  /** Tensors that depend on the activation. */
  readonly varying: ReadonlySet<string>;
  /** Parts of the graph that are one function of one variable each, by the tensor they write. */
  readonly regions: ReadonlyMap<string, Region>;
  /** The node that writes each tensor. */
  readonly producers: ReadonlyMap<string, Node>;
}

/** The vocabulary of a rule: one node of the forward graph, and the builder that its backward is written into. */
export class Tape {
  readonly node: Node;
  readonly builder: Builder;
  /** Which output of the node the incoming gradient belongs to. */
  readonly outputPosition: number;
  readonly #graph: TapeGraph;

  constructor(node: Node, builder: Builder, graph: TapeGraph, outputPosition = 0) {
    this.node = node;
    this.builder = builder;
    this.outputPosition = outputPosition;
    this.#graph = graph;
  }

  /** Name of input number `position`. */
  input(position: number): string {
    return this.node.inputs[position] ?? '';
  }

  /** Name of the output that the incoming gradient belongs to. */
  get output(): string {
    return this.node.outputs[this.outputPosition] as string;
  }

  /** Shape of a forward tensor for one image: 1 (or the dimension merged with it) at the batch axis. */
  dims(name: string): readonly number[] {
    const dims = this.#graph.shapes.get(name) ?? this.builder.constantOf(name)?.dims;
    if (!dims) throw this.unsupported(`the shape of '${name}' is not known`);
    return dims;
  }

  /** Axis that holds the batch, or undefined for a tensor that has none. */
  batchAxis(name: string): number | undefined {
    return this.#graph.axes.get(name);
  }

  /** The node that writes a forward tensor; undefined for inputs and constants. */
  producerOf(name: string): Node | undefined {
    return this.#graph.producers.get(name);
  }

  /** The same node with other tensors at some of its inputs. */
  withInputs(others: ReadonlyMap<number, string>): Tape {
    const inputs = this.node.inputs.map((name, position) => others.get(position) ?? name);
    return new Tape({ ...this.node, inputs }, this.builder, this.#graph, this.outputPosition);
  }

  varies(name: string): boolean {
    return this.#graph.varying.has(name);
  }

  /** The value of input number `position` where it is part of the model. */
  constant(position: number): Constant | undefined {
    return this.builder.constantOf(this.input(position));
  }

  /** Like {@link constant}, for inputs that the rule cannot do without. */
  requireConstant(position: number, what: string): Constant {
    const constant = this.constant(position);
    if (!constant) throw this.unsupported(`its ${what} is computed from the image`);
    return constant;
  }

  /** Shape of a forward tensor as Reshape takes it: -1 in the batch's place. */
  batchedShape(name: string): string {
    const axis = this.batchAxis(name) ?? 0;
    return this.builder.ints(this.dims(name).map((dim, index) => (index === axis ? -1 : dim)));
  }

  /** Shape of a forward tensor as Expand takes it: 1 in the batch's place, which leaves the batch as it comes. */
  expandShape(name: string): string {
    const axis = this.batchAxis(name);
    return this.builder.ints(this.dims(name).map((dim, index) => (index === axis ? 1 : dim)));
  }

  /** An error that names operator and node. */
  unsupported(reason: string): WorkbenchError {
    return new WorkbenchError(
      'operator-unsupported',
      `${describeNode(this.node)} cannot be explained: ${reason}.`,
    );
  }
}
