import { intAttribute, type Node } from '../../onnx/ir.ts';
import { integersAt, namedAxes, outputDims, source, type Context, type Follow, type Step } from './step.ts';

/** Work on elements keeps the batch where it is, inputs aligned from the right as broadcasting does. */
export function keepAxis(node: Node, context: Context): Step {
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
  if (found === undefined || spellsOut(node, context, output.length - found)) return undefined;
  return { axis: found };
}

/** Whether a tensor without a batch has more than one element along the axis that is `fromEnd` from the end. */
export function spellsOut(node: Node, context: Context, fromEnd: number): boolean {
  return node.inputs.some(
    (name) => name !== '' && !context.axes.has(name) && (context.dims(name).at(-fromEnd) ?? 1) > 1,
  );
}

/** Operators on tensors [N, C, ...]; other inputs are parameters. */
export function imagesFirst(node: Node, context: Context): Step {
  const { name, axis } = source(node, context);
  const others = node.inputs.slice(1).some((each) => context.axes.has(each));
  return name === node.inputs[0] && axis === 0 && !others ? { axis } : undefined;
}

/** Operators along one axis, which must be another than the batch's. */
export function alongOtherAxis(fallback: number): Follow {
  return (node, context) => {
    const { axis, dims } = source(node, context);
    const along = (intAttribute(node, 'axis', fallback) + dims.length) % dims.length;
    return along === axis ? undefined : { axis };
  };
}

/** Operators over all axes from one on. */
export function fromLaterAxis(fallback: number): Follow {
  return (node, context) => {
    const { axis, dims } = source(node, context);
    const first = (intAttribute(node, 'axis', fallback) + dims.length) % dims.length;
    return first <= axis ? undefined : { axis };
  };
}

export function reduce(node: Node, context: Context): Step {
  const { axis, dims } = source(node, context);
  const named = namedAxes(node, context, dims.length) ?? dims.map((_, index) => index);
  if (named.length === 0 && intAttribute(node, 'noop_with_empty_axes', 0) === 1) return { axis };
  if (named.length === 0 || named.includes(axis)) return undefined;
  return {
    axis: intAttribute(node, 'keepdims', 1) === 1 ? axis : axis - named.filter((each) => each < axis).length,
  };
}

export function argReduce(node: Node, context: Context): Step {
  const { axis, dims } = source(node, context);
  const along = (intAttribute(node, 'axis', 0) + dims.length) % dims.length;
  if (along === axis) return undefined;
  return { axis: intAttribute(node, 'keepdims', 1) === 1 || along > axis ? axis : axis - 1 };
}

export function concat(node: Node, context: Context): Step {
  const { axis, dims } = source(node, context);
  const along = (intAttribute(node, 'axis', 0) + dims.length) % dims.length;
  // A constant that spells the batch out (a class token expanded to one image) would not grow with it.
  const isAligned = node.inputs.every((name) => name === '' || context.axes.get(name) === axis);
  return isAligned && along !== axis ? { axis } : undefined;
}

export function cumSum(node: Node, context: Context): Step {
  const { axis, dims } = source(node, context);
  const along = integersAt(node, 1, context)?.[0];
  return along === undefined || (along + dims.length) % dims.length === axis ? undefined : { axis };
}

/** Triangles are cut from the last two axes. */
export function trilu(node: Node, context: Context): Step {
  const { axis, dims } = source(node, context);
  return axis < dims.length - 2 ? { axis } : undefined;
}
