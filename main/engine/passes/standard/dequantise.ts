import { DataType, dataTypeName, type Constant } from '../../onnx/constant.ts';
import { elementCount } from '../../../../shared/tensor.ts';
import { consumersOf, intAttribute, type Graph, type Node } from '../../onnx/ir.ts';
import { dependents } from '../dependence.ts';
import type { Shapes } from '../specialise.ts';
import { rewriteNodes, type Rewrite, type Rewriting } from './rewrite.ts';

/** Least and greatest integer of the types that numbers are rounded to. */
const RANGES: Readonly<Record<number, readonly [low: number, high: number]>> = {
  [DataType.uint8]: [0, 255],
  [DataType.int8]: [-128, 127],
  [DataType.uint16]: [0, 65535],
  [DataType.int16]: [-32768, 32767],
};

/** Operators that take numbers from one tensor and give some of them. */
const MOVERS = new Set([
  ...['Identity', 'Reshape', 'Flatten', 'Squeeze', 'Unsqueeze', 'Transpose', 'Slice', 'Gather', 'MaxPool'],
  ...['DepthToSpace', 'SpaceToDepth', 'Expand', 'Tile'],
]);

const isOp = (node: Node | undefined, op: string): boolean =>
  node?.op === op && (node.domain === '' || node.domain === 'com.microsoft');

/**
 * Takes the rounding out of a quantised model: what lies between a QuantizeLinear and its DequantizeLinear is computed
 * in real numbers. The limits of the integers stay, as a Clip, since quantisers let them do the work of a ReLU.
 * Quantised weights need no care: they are constants, and what a DequantizeLinear makes of them is one too.
 * @param input name of the image
 */
export function dequantise(graph: Graph, shapes: Shapes, input: string): Graph {
  const varying = dependents(graph, [input]);
  const consumers = consumersOf(graph);
  const pairs = new Set<Node>();
  for (const node of graph.nodes) {
    if (!isOp(node, 'QuantizeLinear') || !varying.has(node.outputs[0] as string)) continue;
    const readers = readersOf(node, consumers);
    if (readers.length > 0 && readers.every((reader) => undoes(reader, node, graph.constants))) {
      for (const each of [node, ...readers]) pairs.add(each);
    }
  }
  return rewriteNodes(graph, shapes, (node) => {
    if (!varying.has(node.outputs[0] ?? '')) return undefined;
    if (isOp(node, 'QuantizeLinear')) return pairs.has(node) ? limited : quantised;
    if (!isOp(node, 'DequantizeLinear')) return undefined;
    return pairs.has(node) ? passedOn : restored;
  });
}

/** What reads a node's result, be it moved on the way: largest numbers and places are the same for integers. */
function readersOf(node: Node, consumers: ReadonlyMap<string, readonly Node[]>): Node[] {
  const readers = consumers.get(node.outputs[0] as string) ?? [];
  return readers.flatMap((reader) => (MOVERS.has(reader.op) ? readersOf(reader, consumers) : [reader]));
}

/** Whether a node is the DequantizeLinear of the same scale and zero point. */
function undoes(reader: Node, node: Node, constants: ReadonlyMap<string, Constant>): boolean {
  if (!isOp(reader, 'DequantizeLinear')) return false;
  return [1, 2].every((position) => {
    const [a, b] = [reader.inputs[position] ?? '', node.inputs[position] ?? ''];
    return a === b || isSame(constants.get(a), constants.get(b));
  });
}

function isSame(a: Constant | undefined, b: Constant | undefined): boolean {
  return a !== undefined && b !== undefined && a.dtype === b.dtype && Buffer.compare(a.bytes, b.bytes) === 0;
}

/** In real numbers: x between (low - zero) scale and (high - zero) scale. */
const limited: Rewrite = (r) => {
  const { scale, zero } = parameters(r);
  const [low, high] = rangeOf(r).map((end) => {
    const distance = zero === undefined ? r.scalar(end) : r.write('Sub', [r.scalar(end), zero]);
    return r.write('Mul', [distance, scale]);
  }) as [string, string];
  // Clip takes one limit for the whole tensor.
  if (isSingle(r, r.input(1))) return r.write('Clip', [r.input(0), low, high]);
  return r.write('Min', [r.write('Max', [r.input(0), low]), high]);
};

const passedOn: Rewrite = (r) => r.input(0);

/** In integers that need not be whole: x / scale + zero, between low and high. */
const quantised: Rewrite = (r) => {
  const { scale, zero } = parameters(r);
  const scaled = r.write('Div', [r.input(0), scale]);
  const moved = zero === undefined ? scaled : r.write('Add', [scaled, zero]);
  return r.write('Clip', [moved, ...rangeOf(r).map((end) => r.scalar(end))]);
};

/** (q - zero) scale. */
const restored: Rewrite = (r) => {
  const { scale, zero } = parameters(r);
  // An image of bytes comes as bytes.
  const values = r.write('Cast', [r.input(0)], { to: DataType.float32 });
  const centred = zero === undefined ? values : r.write('Sub', [values, zero]);
  return r.write('Mul', [centred, scale]);
};

/** Scale and zero point as real numbers: scalars, or along the node's axis. */
function parameters(r: Rewriting): { readonly scale: string; readonly zero: string | undefined } {
  const shape = r.ints(isSingle(r, r.input(1)) ? [] : alongAxis(r));
  const shaped = (name: string) => r.write('Reshape', [name, shape]);
  const scale = shaped(r.input(1));
  if (!r.has(2)) return { scale, zero: undefined };
  return { scale, zero: shaped(r.write('Cast', [r.input(2)], { to: DataType.float32 })) };
}

function isSingle(r: Rewriting, name: string): boolean {
  return elementCount(r.dims(name)) === 1;
}

function alongAxis(r: Rewriting): number[] {
  if (r.dims(r.input(1)).length > 1) throw r.unsupported('its activations are quantised in blocks');
  const { length } = r.dims(r.input(0));
  const axis = (intAttribute(r.node, 'axis', 1) + length) % length;
  return Array.from({ length }, (_, index) => (index === axis ? -1 : 1));
}

function rangeOf(r: Rewriting): readonly [low: number, high: number] {
  const type = r.constant(r.input(2))?.dtype ?? intAttribute(r.node, 'output_dtype', DataType.uint8);
  const range = RANGES[type];
  if (!range) throw r.unsupported(`it rounds to ${dataTypeName(type)}`);
  return range;
}
