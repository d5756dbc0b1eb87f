import { integersOf } from '../onnx/constant.ts';
import { intAttribute, type Graph, type Node } from '../onnx/ir.ts';
import { slicePositions } from '../rules/support/slicePositions.ts';

/**
 * Positions that a Slice or a Gather takes along an axis of its input, in the order of its output; undefined for other
 * operators, and where the positions are computed.
 * @param dims shape of the input
 */
export function positionsTaken(
  node: Node,
  graph: Graph,
  dims: readonly number[],
  axis: number,
): number[] | undefined {
  const size = dims[axis] as number;
  const fromFront = (each: number, count: number) => (each < 0 ? each + count : each);
  const integers = (position: number) => {
    const constant = graph.constants.get(node.inputs[position] ?? '');
    return constant && integersOf(constant);
  };
  if (node.op === 'Gather') {
    const isAlong = fromFront(intAttribute(node, 'axis', 0), dims.length) === axis;
    return isAlong ? integers(1)?.map((each) => fromFront(each, size)) : undefined;
  }
  if (node.op !== 'Slice') return undefined;
  const [starts, ends, axes, steps] = [1, 2, 3, 4].map(integers);
  if (!starts || !ends) return undefined;
  const named = axes ?? starts.map((_, index) => index);
  const at = named.findIndex((each) => fromFront(each, dims.length) === axis);
  return at < 0
    ? undefined
    : slicePositions(starts[at] as number, ends[at] as number, steps?.[at] ?? 1, size);
}
