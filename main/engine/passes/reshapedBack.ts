import type { Graph, Node } from '../onnx/ir.ts';
import { isPointwise } from './pointwise.ts';
import type { Shapes } from './specialise.ts';

/** Operators that leave every element in its place, though what it becomes depends on others. */
const NORMALISATIONS = new Set([
  'BatchNormalization',
  'GroupNormalization',
  'InstanceNormalization',
  'LayerNormalization',
]);

/**
 * Finds reshapes that give a tensor the shape again that it had before an earlier one, every element being in its place
 * still: a GroupNorm written as Reshape, InstanceNormalization, Reshape.
 * @returns what such a Reshape writes -> the tensor whose places its elements have
 */
export function reshapedBack(graph: Graph, shapes: Shapes): Map<string, string> {
  const origins = new Map<string, string>();
  const again = new Map<string, string>();
  for (const node of graph.nodes) {
    const [output = ''] = node.outputs;
    if (node.op === 'Reshape') {
      const [input = ''] = node.inputs;
      const origin = origins.get(input) ?? input;
      origins.set(output, origin);
      if (isSame(shapes.get(origin), shapes.get(output))) again.set(output, origin);
      continue;
    }
    const source = placesKept(node) ? node.inputs.find((name) => origins.has(name)) : undefined;
    if (source !== undefined && isSame(shapes.get(source), shapes.get(output))) {
      origins.set(output, origins.get(source) as string);
    }
  }
  return again;
}

function placesKept(node: Node): boolean {
  return isPointwise(node) || (node.domain === '' && NORMALISATIONS.has(node.op));
}

function isSame(a: readonly number[] | undefined, b: readonly number[] | undefined): boolean {
  return a !== undefined && a.join() === b?.join();
}
