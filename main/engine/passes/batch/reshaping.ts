import { integersOf, int64Constant, type Constant } from '../../onnx/constant.ts';
import { intsAttribute, type Node } from '../../onnx/ir.ts';
import { elementCount } from '../../../../shared/tensor.ts';
import { integersAt, namedAxes, outputDims, source, type Context, type Step } from './step.ts';

/**
 * In row-major order the batch stays outermost within its axis: it goes to the output axis before
 * which the same number of elements lie.
 */
export function reshape(node: Node, context: Context): Step {
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
export function expand(node: Node, context: Context): Step {
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

export function squeeze(node: Node, context: Context): Step {
  const { axis, dims } = source(node, context);
  const named = namedAxes(node, context, dims.length);
  if (!named || named.includes(axis)) return undefined;
  return { axis: axis - named.filter((each) => each < axis).length };
}

export function unsqueeze(node: Node, context: Context): Step {
  const { axis, dims } = source(node, context);
  const named = namedAxes(node, context, dims.length + 1);
  if (!named) return undefined;
  const sorted = [...named].sort((a, b) => a - b);
  return { axis: sorted.reduce((moved, each) => (each <= moved ? moved + 1 : moved), axis) };
}

export function transpose(node: Node, context: Context): Step {
  const { axis, dims } = source(node, context);
  const order = intsAttribute(node, 'perm') ?? dims.map((_, index) => dims.length - 1 - index);
  return { axis: order.indexOf(axis) };
}

export function tile(node: Node, context: Context): Step {
  const { axis } = source(node, context);
  return integersAt(node, 1, context)?.[axis] === 1 ? { axis } : undefined;
}
