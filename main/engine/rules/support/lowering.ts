import { elementCount } from '../../../../shared/tensor.ts';
import { makeNode, type AttributeInit, type Builder } from '../../onnx/builder.ts';
import type { Node } from '../../onnx/ir.ts';
import { Tape, type TapeGraph } from './tape.ts';

/** What a lowering writes to: shapes and dependence of new tensors are known as they are written. */
export interface LoweringGraph extends TapeGraph {
  readonly shapes: Map<string, readonly number[]>;
  readonly varying: Set<string>;
  /** Puts a node into the graph, or the simpler ones that stand for it. */
  append(node: Node): void;
}

/** The vocabulary of a composite rule: forward operators, with the shape of every result for one image. */
export class Lowering extends Tape {
  readonly #graph: LoweringGraph;

  constructor(node: Node, builder: Builder, graph: LoweringGraph) {
    super(node, builder, graph);
    this.#graph = graph;
  }

  /** Any operator with one result, of the shape `dims`. */
  write(
    op: string,
    inputs: readonly string[],
    dims: readonly number[],
    attributes: Readonly<Record<string, AttributeInit>> = {},
  ): string {
    const output = this.builder.name(op);
    this.#graph.shapes.set(output, dims);
    if (inputs.some((input) => this.#graph.varying.has(input))) this.#graph.varying.add(output);
    this.#graph.append(makeNode(op, inputs, [output], attributes));
    return output;
  }

  /** An operator that works element by element, its inputs broadcast. */
  each(
    op: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, AttributeInit>> = {},
  ): string {
    return this.write(op, inputs, broadcastDims(inputs.map((input) => this.dims(input))), attributes);
  }

  /** A reduction over axes, which stay as 1. */
  reduce(op: string, x: string, axes: readonly number[]): string {
    const dims = this.dims(x).map((dim, axis) => (axes.includes(axis) ? 1 : dim));
    return this.write(op, [x, this.builder.ints(axes)], dims, { keepdims: 1 });
  }

  /** @param dims the shape for one image; -1 stands for what is left */
  reshape(x: string, dims: readonly number[]): string {
    const known = elementCount(dims.filter((dim) => dim >= 0));
    const left = elementCount(this.dims(x)) / known;
    const resolved = dims.map((dim) => (dim < 0 ? left : dim));
    return this.write('Reshape', [x, this.builder.ints(resolved)], resolved);
  }

  /** Axes behind images and channels. */
  spatialAxes(x: string): number[] {
    return this.dims(x).flatMap((_, axis) => (axis < 2 ? [] : [axis]));
  }
}

/** Shape of a broadcast result. */
export function broadcastDims(shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map((dims) => dims.length));
  return Array.from({ length: rank }, (_, axis) =>
    shapes.reduce((dim, dims) => {
      const own = dims[axis - rank + dims.length] ?? 1;
      return own === 1 ? dim : own;
    }, 1),
  );
}
