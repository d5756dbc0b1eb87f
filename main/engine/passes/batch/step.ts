import { integersOf, type Constant } from '../../onnx/constant.ts';
import { intsAttribute, type Graph, type Node } from '../../onnx/ir.ts';
import type { Shapes } from '../specialise.ts';

/** Axis of the output that holds the batch, and the node as it must be written; undefined when it cannot be. */
export type Step =
  { readonly axis: number; readonly rewrite?: (constants: Map<string, Constant>) => Node } | undefined;

/** What is known as the batch is followed from node to node. */
export interface Context {
  readonly graph: Graph;
  readonly shapes: Shapes;
  readonly axes: Map<string, number>;
  dims(name: string): readonly number[];
}

/** Says where a node takes the batch. */
export type Follow = (node: Node, context: Context) => Step;

/** Batch axis of the node's first batched input, and that input's rank. */
export function source(
  node: Node,
  context: Context,
): { name: string; axis: number; dims: readonly number[] } {
  const name = node.inputs.find((each) => context.axes.has(each)) as string;
  return { name, axis: context.axes.get(name) as number, dims: context.dims(name) };
}

export function outputDims(node: Node, context: Context): readonly number[] {
  return context.dims(node.outputs[0] as string);
}

/** Integers of a constant input; undefined where the input is absent or computed. */
export function integersAt(node: Node, position: number, context: Context): number[] | undefined {
  const constant = context.graph.constants.get(node.inputs[position] ?? '');
  return constant && integersOf(constant);
}

/** The axes a node names in its second input or in an attribute, counted from the front. */
export function namedAxes(node: Node, context: Context, rank: number): number[] | undefined {
  const input = node.inputs[1] ?? '';
  const constant = context.graph.constants.get(input);
  const given = input === '' ? intsAttribute(node, 'axes') : constant && integersOf(constant);
  return given?.map((each) => (each < 0 ? each + rank : each));
}
