import { integersOf, int64Constant, type Constant } from '../onnx/constant.ts';
import {
  describeNode,
  intAttribute,
  intsAttribute,
  stringAttribute,
  type Graph,
  type Node,
} from '../onnx/ir.ts';
import { parseEquation } from '../rules/support/equation.ts';
import { isPointwise } from './pointwise.ts';
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
  if (isPointwise(node)) return keepAxis(node, context);
  return node.domain === '' ? RULES[node.op]?.(node, context) : undefined;
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
  Concat: concat,
  Slice: slice,
  Split: alongOtherAxis(0),
  Softmax: alongOtherAxis(-1),
  LogSoftmax: alongOtherAxis(-1),
  Hardmax: alongOtherAxis(-1),
  LpNormalization: alongOtherAxis(-1),
  LayerNormalization: fromLaterAxis(-1),
  RMSNormalization: fromLaterAxis(-1),
  CumSum: cumSum,
  Trilu: trilu,
  Pad: pad,
  Tile: tile,
  Resize: resize,
  Einsum: einsum,
  Gemm: gemm,
  Conv: imagesFirst,
  ConvTranspose: imagesFirst,
  MaxPool: imagesFirst,
  AveragePool: imagesFirst,
  LpPool: imagesFirst,
  GlobalMaxPool: imagesFirst,
  GlobalAveragePool: imagesFirst,
  GlobalLpPool: imagesFirst,
  BatchNormalization: imagesFirst,
  InstanceNormalization: imagesFirst,
  GroupNormalization: imagesFirst,
  LRN: imagesFirst,
  DepthToSpace: imagesFirst,
  SpaceToDepth: imagesFirst,
};

/** Batch axis of the node's first batched input, and that input's rank. */
function source(node: Node, context: Context): { name: string; axis: number; dims: readonly number[] } {
  const name = node.inputs.find((each) => context.axes.has(each)) as string;
  return { name, axis: context.axes.get(name) as number, dims: context.dims(name) };
}

function outputDims(node: Node, context: Context): readonly number[] {
  return context.dims(node.outputs[0] as string);
}

/** Work on elements keeps the batch where it is, inputs aligned from the right as broadcasting does. */
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
  return found === undefined ? undefined : { axis: found };
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

/** Operators on tensors [N, C, ...]; other inputs are parameters. */
function imagesFirst(node: Node, context: Context): Step {
  const { name, axis } = source(node, context);
  const others = node.inputs.slice(1).some((each) => context.axes.has(each));
  return name === node.inputs[0] && axis === 0 && !others ? { axis } : undefined;
}

/** The rows of the first factor are the images. */
function gemm(node: Node, context: Context): Step {
  return intAttribute(node, 'transA', 0) === 1 ? undefined : imagesFirst(node, context);
}

/** Operators along one axis, which must be another than the batch's. */
function alongOtherAxis(fallback: number): (node: Node, context: Context) => Step {
  return (node, context) => {
    const { axis, dims } = source(node, context);
    const along = (intAttribute(node, 'axis', fallback) + dims.length) % dims.length;
    return along === axis ? undefined : { axis };
  };
}

/** Operators over all axes from one on. */
function fromLaterAxis(fallback: number): (node: Node, context: Context) => Step {
  return (node, context) => {
    const { axis, dims } = source(node, context);
    const first = (intAttribute(node, 'axis', fallback) + dims.length) % dims.length;
    return first <= axis ? undefined : { axis };
  };
}

function concat(node: Node, context: Context): Step {
  const { axis, dims } = source(node, context);
  const along = (intAttribute(node, 'axis', 0) + dims.length) % dims.length;
  // A constant that spells the batch out (a class token expanded to one image) would not grow with it.
  const isAligned = node.inputs.every((name) => name === '' || context.axes.get(name) === axis);
  return isAligned && along !== axis ? { axis } : undefined;
}

/** Integers of a constant input; undefined where the input is absent or computed. */
function integersAt(node: Node, position: number, context: Context): number[] | undefined {
  const constant = context.graph.constants.get(node.inputs[position] ?? '');
  return constant && integersOf(constant);
}

/** A slice may name the batch's axis only to take all of it. */
function slice(node: Node, context: Context): Step {
  const { axis, dims } = source(node, context);
  const starts = integersAt(node, 1, context);
  const ends = integersAt(node, 2, context);
  if (!starts || !ends) return undefined;
  const axes = integersAt(node, 3, context) ?? starts.map((_, index) => index);
  const steps = integersAt(node, 4, context) ?? starts.map(() => 1);
  const at = axes.findIndex((each) => (each + dims.length) % dims.length === axis);
  if (at < 0) return { axis };
  const isWhole = starts[at] === 0 && steps[at] === 1 && (ends[at] as number) >= 2 ** 31 - 1;
  return isWhole ? { axis } : undefined;
}

function cumSum(node: Node, context: Context): Step {
  const { axis, dims } = source(node, context);
  const along = integersAt(node, 1, context)?.[0];
  return along === undefined || (along + dims.length) % dims.length === axis ? undefined : { axis };
}

/** Triangles are cut from the last two axes. */
function trilu(node: Node, context: Context): Step {
  const { axis, dims } = source(node, context);
  return axis < dims.length - 2 ? { axis } : undefined;
}

function pad(node: Node, context: Context): Step {
  const { axis, dims } = source(node, context);
  const pads = integersAt(node, 1, context);
  if (!pads) return undefined;
  const axes = integersAt(node, 3, context) ?? dims.map((_, index) => index);
  const at = axes.findIndex((each) => (each + dims.length) % dims.length === axis);
  return at < 0 || (pads[at] === 0 && pads[at + axes.length] === 0) ? { axis } : undefined;
}

function tile(node: Node, context: Context): Step {
  const { axis } = source(node, context);
  return integersAt(node, 1, context)?.[axis] === 1 ? { axis } : undefined;
}

/** Sizes name the batch as 1: they are left to the other axes. */
function resize(node: Node, context: Context): Step {
  const { name, axis, dims } = source(node, context);
  const output = outputDims(node, context);
  if (name !== node.inputs[0] || output[axis] !== dims[axis]) return undefined;
  const sizes = integersAt(node, 3, context);
  if (!sizes || node.attributes.has('axes')) return { axis };
  const others = dims.flatMap((_, index) => (index === axis ? [] : [index]));
  return {
    axis,
    rewrite: (constants) => {
      const key = `${node.outputs[0] as string}/batched-sizes`;
      constants.set(
        key,
        int64Constant(
          [others.length],
          others.map((index) => sizes[index] as number),
        ),
      );
      const attributes = new Map([...node.attributes, ['axes', { type: 'ints', value: others } as const]]);
      return { ...node, inputs: [name, '', '', key], attributes };
    },
  };
}

/** The batch is one letter, in every factor that has a batch and in the result, and in no other factor. */
function einsum(node: Node, context: Context): Step {
  const equation = parseEquation(stringAttribute(node, 'equation', ''), node.inputs.length);
  if (!equation) return undefined;
  const letters = node.inputs.map((name, index) => {
    const axis = context.axes.get(name);
    return axis === undefined ? undefined : equation.factors[index]?.[axis];
  });
  const [letter, ...rest] = new Set(letters.filter((each) => each !== undefined));
  if (letter === undefined || rest.length > 0) return undefined;
  const isElsewhere = letters.some(
    (each, index) => each === undefined && equation.factors[index]?.includes(letter),
  );
  const axis = equation.result.indexOf(letter);
  return isElsewhere || axis < 0 ? undefined : { axis };
}
