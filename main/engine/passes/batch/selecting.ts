import { float32Constant, floatsOf, int64Constant, type Constant } from '../../onnx/constant.ts';
import { intAttribute, type Node } from '../../onnx/ir.ts';
import { integersAt, outputDims, source, type Context, type Step } from './step.ts';

export function gather(node: Node, context: Context): Step {
  const { name, axis, dims } = source(node, context);
  if (name !== node.inputs[0]) return undefined;
  const along = (intAttribute(node, 'axis', 0) + dims.length) % dims.length;
  if (along === axis) return undefined;
  const indexRank = context.dims(node.inputs[1] ?? '').length;
  return { axis: along < axis ? axis - 1 + indexRank : axis };
}

/** A slice may name the batch's axis only to take all of it. */
export function slice(node: Node, context: Context): Step {
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

export function pad(node: Node, context: Context): Step {
  const { axis, dims } = source(node, context);
  const pads = integersAt(node, 1, context);
  if (!pads) return undefined;
  const axes = integersAt(node, 3, context) ?? dims.map((_, index) => index);
  const at = axes.findIndex((each) => (each + dims.length) % dims.length === axis);
  return at < 0 || (pads[at] === 0 && pads[at + axes.length] === 0) ? { axis } : undefined;
}

/** Sizes name the batch as 1: they are left to the other axes. */
export function resize(node: Node, context: Context): Step {
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
      return { ...node, inputs: [name, regionOf(node, others, dims.length, constants), '', key], attributes };
    },
  };
}

/** The region that a node crops to, of some of its axes; empty where it names none. */
function regionOf(
  node: Node,
  axes: readonly number[],
  rank: number,
  constants: Map<string, Constant>,
): string {
  const named = constants.get(node.inputs[1] ?? '');
  const values = named && floatsOf(named);
  if (values?.length !== 2 * rank) return '';
  const key = `${node.outputs[0] as string}/batched-region`;
  const kept = [...axes, ...axes.map((axis) => axis + rank)].map((index) => values[index] as number);
  constants.set(key, float32Constant([kept.length], kept));
  return key;
}
