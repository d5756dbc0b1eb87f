import { integersOf, int64Constant, type Constant } from '../onnx/constant.ts';
import { describeNode, intAttribute, intsAttribute, type Graph, type Node } from '../onnx/ir.ts';
import { elementCount } from '../../../shared/tensor.ts';
import type { Shapes } from './specialise.ts';

/*
 * A graph specialised to one image says nothing of a batch: reshapes name the batch as 1, or hide it in
 * another dimension (windows of an image, heads of an attention). This pass follows the batch from the
 * input through every node and rewrites what names it, so that the same graph takes any batch.
 */

/** Which axis of a tensor holds the batch (times a constant, where other dimensions are merged into it). */
export type BatchAxes = ReadonlyMap<string, number>;

export interface Batched {
  readonly graph: Graph;
  readonly axes: BatchAxes;
  /** Why the graph takes one image at a time, or null when it takes any batch. */
  readonly obstacle: string | null;
}

/** Axis of the output that holds the batch, and the node as it must be written; undefined when it cannot be. */
type Step =
  { readonly axis: number; readonly rewrite?: (constants: Map<string, Constant>) => Node } | undefined;

interface Context {
  readonly graph: Graph;
  readonly shapes: Shapes;
  readonly axes: Map<string, number>;
  dims(name: string): readonly number[];
}

/**
 * @param inputs tensors that come with the batch as their first axis
 */
export function liftBatch(graph: Graph, shapes: Shapes, inputs: readonly string[]): Batched {
  const axes = new Map<string, number>(inputs.map((input) => [input, 0]));
  const constants = new Map(graph.constants);
  const context: Context = {
    graph,
    shapes,
    axes,
    dims: (name) => shapes.get(name) ?? graph.constants.get(name)?.dims ?? [],
  };
  const nodes: Node[] = [];
  for (const node of graph.nodes) {
    if (!node.inputs.some((name) => axes.has(name))) {
      nodes.push(node);
      continue;
    }
    const step = follow(node, context);
    if (!step) {
      const obstacle = `${describeNode(node)} mixes the images of a batch, or names their number in a way that cannot be lifted`;
      return { graph, axes: new Map(), obstacle };
    }
    for (const output of node.outputs) if (output !== '') axes.set(output, step.axis);
    nodes.push(step.rewrite ? step.rewrite(constants) : node);
  }
  return { graph: { ...graph, nodes, constants }, axes, obstacle: null };
}

function follow(node: Node, context: Context): Step {
  const rule = RULES[node.op];
  return rule ? rule(node, context) : keepAxis(node, context);
}

const RULES: Readonly<Record<string, (node: Node, context: Context) => Step>> = {
  Reshape: reshape,
  Flatten: reshape,
  Expand: expand,
  Transpose: transpose,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  MatMul: matMul,
  Gather: gather,
  ReduceMean: reduce,
  ReduceSum: reduce,
  ReduceMax: reduce,
  ReduceMin: reduce,
  ReduceL1: reduce,
  ReduceL2: reduce,
  ReduceProd: reduce,
  ReduceLogSum: reduce,
  ReduceLogSumExp: reduce,
  ReduceSumSquare: reduce,
  ArgMax: argReduce,
  ArgMin: argReduce,
};

/** Batch axis of the node's first batched input, and that input's rank. */
function source(node: Node, context: Context): { name: string; axis: number; dims: readonly number[] } {
  const name = node.inputs.find((each) => context.axes.has(each)) as string;
  return { name, axis: context.axes.get(name) as number, dims: context.dims(name) };
}

function outputDims(node: Node, context: Context): readonly number[] {
  return context.dims(node.outputs[0] as string);
}

/** Everything that keeps the batch where it is, inputs aligned from the right as broadcasting does. */
function keepAxis(node: Node, context: Context): Step {
  const output = outputDims(node, context);
  let found: number | undefined;
  for (const name of node.inputs) {
    const axis = context.axes.get(name);
    if (axis === undefined) continue;
    const dims = context.dims(name);
    const aligned = output.length - dims.length + axis;
    if (aligned < 0 || dims[axis] !== output[aligned] || (found !== undefined && found !== aligned))
      return undefined;
    found = aligned;
  }
  if (found === undefined) return undefined;
  // A constant that spells the batch out (a class token expanded to one image) would not grow with it.
  if (node.op === 'Concat' && node.inputs.some((name) => name !== '' && !context.axes.has(name)))
    return undefined;
  return { axis: found };
}

/**
 * In row-major order the batch stays outermost within its axis: it goes to the output axis before
 * which the same number of elements lie.
 */
function reshape(node: Node, context: Context): Step {
  const { name, axis, dims } = source(node, context);
  if (name !== node.inputs[0]) return undefined;
  const output = outputDims(node, context);
  const before = elementCount(dims.slice(0, axis));
  for (let target = 0, product = 1; target < output.length; target += 1) {
    if (product === before) {
      const shape = output.map((dim, index) => (index === target ? -1 : dim));
      return {
        axis: target,
        rewrite: (constants) => {
          const key = `${node.outputs[0] as string}/batched-shape`;
          constants.set(key, int64Constant([shape.length], shape));
          return { ...node, op: 'Reshape', inputs: [name, key], attributes: new Map() };
        },
      };
    }
    product *= output[target] as number;
  }
  return undefined;
}

/** Expanding along other axes: the batch is named as 1, which leaves it as it comes. */
function expand(node: Node, context: Context): Step {
  const { name, axis, dims } = source(node, context);
  const shape = integersOf(context.graph.constants.get(node.inputs[1] ?? '') ?? EMPTY);
  if (name !== node.inputs[0] || !shape) return undefined;
  const output = outputDims(node, context);
  const target = output.length - dims.length + axis;
  if (output[target] !== dims[axis]) return undefined;
  const lifted = output.map((dim, index) => (index === target ? 1 : dim));
  return {
    axis: target,
    rewrite: (constants) => {
      const key = `${node.outputs[0] as string}/batched-shape`;
      constants.set(key, int64Constant([lifted.length], lifted));
      return { ...node, inputs: [name, key] };
    },
  };
}

const EMPTY: Constant = { dtype: 0, dims: [0], bytes: new Uint8Array(0) };

function transpose(node: Node, context: Context): Step {
  const { axis, dims } = source(node, context);
  const order = intsAttribute(node, 'perm') ?? dims.map((_, index) => dims.length - 1 - index);
  return { axis: order.indexOf(axis) };
}

/** The axes a node names in its second input or in an attribute, counted from the front. */
function namedAxes(node: Node, context: Context, rank: number): number[] | undefined {
  const input = node.inputs[1] ?? '';
  const constant = context.graph.constants.get(input);
  const given = input === '' ? intsAttribute(node, 'axes') : constant && integersOf(constant);
  return given?.map((each) => (each < 0 ? each + rank : each));
}

function squeeze(node: Node, context: Context): Step {
  const { axis, dims } = source(node, context);
  const named = namedAxes(node, context, dims.length);
  if (!named || named.includes(axis)) return undefined;
  return { axis: axis - named.filter((each) => each < axis).length };
}

function unsqueeze(node: Node, context: Context): Step {
  const { axis, dims } = source(node, context);
  const named = namedAxes(node, context, dims.length + 1);
  if (!named) return undefined;
  const sorted = [...named].sort((a, b) => a - b);
  return { axis: sorted.reduce((moved, each) => (each <= moved ? moved + 1 : moved), axis) };
}

function reduce(node: Node, context: Context): Step {
  const { axis, dims } = source(node, context);
  const named = namedAxes(node, context, dims.length) ?? dims.map((_, index) => index);
  if (named.length === 0 && intAttribute(node, 'noop_with_empty_axes', 0) === 1) return { axis };
  if (named.length === 0 || named.includes(axis)) return undefined;
  return {
    axis: intAttribute(node, 'keepdims', 1) === 1 ? axis : axis - named.filter((each) => each < axis).length,
  };
}

function argReduce(node: Node, context: Context): Step {
  const { axis, dims } = source(node, context);
  const along = (intAttribute(node, 'axis', 0) + dims.length) % dims.length;
  if (along === axis) return undefined;
  return { axis: intAttribute(node, 'keepdims', 1) === 1 || along > axis ? axis : axis - 1 };
}

/** The batch may be a stacking dimension or the rows of the first factor, not what is summed over. */
function matMul(node: Node, context: Context): Step {
  const rank = outputDims(node, context).length;
  let found: number | undefined;
  for (const [position, name] of node.inputs.entries()) {
    const axis = context.axes.get(name);
    if (axis === undefined) continue;
    const length = context.dims(name).length;
    const isStacking = axis < length - 2;
    const isRow = position === 0 && axis === length - 2;
    const aligned = rank - length + axis;
    if ((!isStacking && !isRow) || (found !== undefined && found !== aligned)) return undefined;
    found = aligned;
  }
  return found === undefined ? undefined : { axis: found };
}

function gather(node: Node, context: Context): Step {
  const { name, axis, dims } = source(node, context);
  if (name !== node.inputs[0]) return undefined;
  const along = (intAttribute(node, 'axis', 0) + dims.length) % dims.length;
  if (along === axis) return undefined;
  const indexRank = context.dims(node.inputs[1] ?? '').length;
  return { axis: along < axis ? axis - 1 + indexRank : axis };
}
