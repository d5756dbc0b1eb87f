import { stringAttribute, type Node } from '../onnx/ir.ts';
import { parseEquation } from '../rules/support/equation.ts';
import { elementCount } from '../../../shared/tensor.ts';

type DimsOf = (tensor: string) => readonly number[];

/** Multiply-accumulates per operator that sums products; what works element by element counts as nothing. */
const COUNTS: Readonly<Record<string, (node: Node, dims: DimsOf) => number>> = {
  // Each output element sums over the input channels of its group and the window: weight [out, in / groups, ...window].
  Conv: (node, dims) => written(node, dims) * elementCount(dims(node.inputs[1] ?? '').slice(1)),
  // Each input element is spread over the output channels of its group and the window: weight [in, out / groups, ...window].
  ConvTranspose: (node, dims) =>
    elementCount(dims(node.inputs[0] ?? '')) * elementCount(dims(node.inputs[1] ?? '').slice(1)),
  MatMul: (node, dims) => written(node, dims) * (dims(node.inputs[0] ?? '').at(-1) ?? 0),
  // Each output element sums over what is left of the first factor beside its row.
  Gemm: (node, dims) => elementCount(dims(node.inputs[0] ?? '')) * (dims(node.outputs[0] ?? '').at(-1) ?? 0),
  Einsum: einsum,
};

/** Multiply-accumulates of a node for one image. */
export function multiplyAdds(node: Node, dims: DimsOf): number {
  return node.domain === '' ? (COUNTS[node.op]?.(node, dims) ?? 0) : 0;
}

function written(node: Node, dims: DimsOf): number {
  return elementCount(dims(node.outputs[0] ?? ''));
}

/** Every letter of the equation is one loop. */
function einsum(node: Node, dims: DimsOf): number {
  const equation = parseEquation(stringAttribute(node, 'equation', ''), node.inputs.map(dims));
  const sizes = new Map<string, number>();
  for (const [position, letters] of (equation?.factors ?? []).entries()) {
    const own = dims(node.inputs[position] ?? '');
    for (const [axis, letter] of [...letters].entries()) sizes.set(letter, own[axis] ?? 1);
  }
  return elementCount([...sizes.values()]);
}
