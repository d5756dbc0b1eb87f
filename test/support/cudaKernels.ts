import { DataType } from '../../main/engine/onnx/constant.ts';
import type { Graph, Model, Node } from '../../main/engine/onnx/ir.ts';
import kernels from '../fixtures/cuda/kernels.json' with { type: 'json' };
import versions from '../fixtures/cuda/operatorVersions.json' with { type: 'json' };
import { elementTypes } from './elementTypes.ts';

/** Ranges of operator versions that CUDA has a kernel for, by operator; an open end is null. */
type Kernels = Readonly<Record<string, readonly (readonly (number | null)[])[]>>;

const since: Readonly<Record<string, readonly number[]>> = versions.since;

/**
 * Nodes that ONNX Runtime would run elsewhere than on CUDA. Arithmetic on shapes, which stays on the processor by
 * design, moves no tensor of the model; it is left out.
 */
export function fallingBack(graph: Graph, opset: number): string[] {
  const types = elementTypes(graph);
  const shapes = new Set(graph.constants.keys());
  return graph.nodes.flatMap((node) => {
    const isShape = node.op === 'Shape' || node.inputs.every((name) => name === '' || shapes.has(name));
    if (isShape) for (const output of node.outputs) shapes.add(output);
    return isShape || hasKernel(node, types, opset) ? [] : [`${node.op} ${node.name}`];
  });
}

function hasKernel(node: Node, types: ReadonlyMap<string, number>, opset: number): boolean {
  const touched = new Set([...node.inputs, ...node.outputs].map((name) => types.get(name)));
  const known = (touched.has(DataType.float32) ? kernels.float32 : kernels.int64) as Kernels;
  return isIn(known, node.op, versionAt(node.op, opset));
}

/** The version of an operator that an operator set means; -Infinity where it came later. */
function versionAt(op: string, opset: number): number {
  return Math.max(...(since[op] ?? []).filter((each) => each <= opset));
}

/** ONNX Runtime takes a kernel of an open range for the version alone that the range begins with. */
function isIn(known: Kernels, op: string, version: number): boolean {
  return (known[op] ?? []).some(
    ([from, to]) => from === version || (from! < version && to !== null && version <= to!),
  );
}

/** The operator set of a model. */
export const opsetOf = ({ opsets }: Model) => opsets.get('') ?? 0;

/** Operators that take no float32 tensor, that no network applies, or that are gone or replaced before set 18. */
const NOT_OF_FLOATS =
  /^(And|Or|Not|Xor|Bit.*|Constant|.*Window|.*Integer|.*QuantizeLinear|DequantizeLinear|QLinear.*|Optional.*|Sequence.*|SplitToSequence|String.*|TfIdfVectorizer|MelWeightMatrix|.*Loss|Scatter|Upsample)$/;

/** Operators on float32 tensors of which set 18 has no kernel. */
export function lackingAt18(): string[] {
  const known = Object.keys(since).filter((op) => versionAt(op, 18) > 0 && !NOT_OF_FLOATS.test(op));
  return known.filter((op) => !isIn(kernels.float32 as Kernels, op, versionAt(op, 18)));
}
